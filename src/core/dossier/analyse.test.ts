import { expect, test } from 'vitest'
import { type Analyse, ouvertureOf, type Politique } from './analyse.ts'

const LU = 'agent'

function opens(analyse: Partial<Analyse>, politique: Politique = 'bloquer', compteId = LU) {
  return ouvertureOf(
    { etat: 'sain', motif: null, libere: false, deposant: 'usager', ...analyse },
    { compteId, politique },
  )
}

test('a sound file opens for whoever may see it', () => {
  expect(opens({})).toBe('ouvert')
})

test('an infected file opens for nobody, not even who brought it, not even released before', () => {
  expect(opens({ etat: 'infecte' })).toBe('infecte')
  expect(opens({ etat: 'infecte' }, 'avertir', 'usager')).toBe('infecte')
  expect(opens({ etat: 'infecte', libere: true })).toBe('infecte')
})

test('while the antivirus has not answered, who brought the file alone opens it', () => {
  expect(opens({ etat: 'en_attente' }, 'avertir')).toBe('attente')
  expect(opens({ etat: 'en_attente' }, 'avertir', 'usager')).toBe('ouvert')
})

test('a file that was not scanned is closed or warned of, as the instance decides', () => {
  expect(opens({ etat: 'non_analyse', motif: 'chiffre' }, 'bloquer')).toBe('bloque')
  expect(opens({ etat: 'non_analyse', motif: 'aucun_antivirus' }, 'avertir')).toBe('a_confirmer')
  expect(opens({ etat: 'non_analyse', motif: 'chiffre' }, 'bloquer', 'usager')).toBe('ouvert')
})

test('once released it opens for whoever may see it', () => {
  expect(opens({ etat: 'non_analyse', motif: 'chiffre', libere: true }, 'bloquer')).toBe('ouvert')
})

test('a file that the house made has nobody who brought it', () => {
  expect(opens({ etat: 'en_attente', deposant: null })).toBe('attente')
})
