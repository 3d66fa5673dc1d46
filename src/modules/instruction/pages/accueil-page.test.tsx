import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { AccueilPage } from './accueil-page.tsx'

test('who administers the instance and receives no dossier is told the two commands, not to ask an administrator', () => {
  const page = renderToString(<AccueilPage langue="fr" demarches={[]} administrateur />)

  expect(page).toContain('Vous administrez cette installation')
  expect(page).toContain('<code>parvis agent inviter COURRIEL --organisme SIREN</code>')
  expect(page).toContain('<code>parvis demarche affecter SLUG --agent COURRIEL</code>')
  expect(page).not.toContain('Un administrateur de votre organisme')
})

test('the same in English, with the same commands', () => {
  const page = renderToString(<AccueilPage langue="en" demarches={[]} administrateur />)

  expect(page).toContain('You administer this site')
  expect(page).toContain('<code>parvis agent inviter')
  expect(page).toContain('<code>parvis demarche affecter')
})

test('another agent without a group is sent to an administrator of the organisme', () => {
  const page = renderToString(<AccueilPage langue="fr" demarches={[]} administrateur={false} />)

  expect(page).toContain('Un administrateur de votre organisme doit vous ajouter à un groupe')
  expect(page).not.toContain('<code>')
})
