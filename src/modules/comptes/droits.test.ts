import { expect, test } from 'vitest'
import {
  type ActingRole,
  delegates,
  givableRoles,
  isLastAdministrateur,
  isLive,
  isOver,
  isSameRole,
  type KnownRole,
  leftOrganismes,
  managesGroupes,
  mayDelegate,
  mayGive,
} from './droits.ts'
import { ROLES, type RoleName } from './tables.ts'

const NOW = new Date('2026-11-28T10:00:00Z')
const TOMORROW = new Date('2026-11-29T10:00:00Z')
const YESTERDAY = new Date('2026-11-27T10:00:00Z')

const instance: ActingRole = { role: 'administrateur_instance' }
const administrateur: ActingRole = { role: 'administrateur', organismeId: 'a' }
const deDemarche: ActingRole = { role: 'administrateur_demarche', organismeId: 'a', demarcheId: 'cantine' }

test('the administrator of the instance gives every role, each where it is held', () => {
  const everywhere = [...givableRoles([instance], undefined), ...givableRoles([instance], 'a')]

  expect([...new Set(everywhere)].toSorted()).toEqual([...ROLES].toSorted())
  expect(givableRoles([instance], undefined)).toEqual(['administrateur_instance', 'auteur_observatoire', 'auditeur'])
})

test('the administrator of an organisme gives every role of it, and none elsewhere nor of the instance', () => {
  expect(givableRoles([administrateur], 'a')).toEqual([
    ...['administrateur', 'administrateur_demarche', 'instructeur', 'expert', 'gestionnaire_fonds', 'auditeur'],
  ])
  expect(givableRoles([administrateur], 'b')).toEqual([])
  expect(givableRoles([administrateur], undefined)).toEqual([])
  expect(mayGive([administrateur], { role: 'administrateur_instance' })).toBe(false)
})

test.each(ROLES.filter((role) => role !== 'administrateur_instance' && role !== 'administrateur'))(
  'the role %s gives none',
  (role) => {
    const held: ActingRole = { role, organismeId: 'a', demarcheId: 'cantine' }

    expect([...givableRoles([held], 'a'), ...givableRoles([held], undefined)]).toEqual([])
  },
)

test('a delegate passes nothing on, and gives nothing that administers or audits', () => {
  const delegate: ActingRole = { ...administrateur, finAt: TOMORROW }

  expect(givableRoles([delegate], 'a')).toEqual(['instructeur', 'expert', 'gestionnaire_fonds'])
  expect(ROLES.filter((role) => mayDelegate([delegate], { role, organismeId: 'a' }))).toEqual([])
  expect(mayDelegate([administrateur], { role: 'administrateur', organismeId: 'a' })).toBe(true)
})

test('who administers an organisme or the instance for good delegates; nobody else does, whatever the name of the role', () => {
  expect(ROLES.filter((role) => delegates({ role }))).toEqual(['administrateur_instance', 'administrateur'])
  expect(ROLES.filter((role) => delegates({ role, finAt: TOMORROW }))).toEqual([])
})

test.each<[string, ActingRole, boolean, boolean]>([
  ['the administrator of the instance', instance, true, true],
  ['the administrator of the organisme', administrateur, true, true],
  ['the administrator of the démarche', deDemarche, true, false],
  ['the administrator of another organisme', { ...administrateur, organismeId: 'b' }, false, false],
  ['an instructeur', { role: 'instructeur', organismeId: 'a' }, false, false],
])('%s manages the groups of a démarche, or of the next one', (_who, held, own, next) => {
  expect(managesGroupes([held], { organismeId: 'a', demarcheId: 'cantine' })).toBe(own)
  expect(managesGroupes([held], { organismeId: 'a', demarcheId: 'voirie' })).toBe(next)
})

function held(compteId: string, parts: Partial<KnownRole> = {}): KnownRole {
  return { id: compteId, compteId, role: 'administrateur' satisfies RoleName, createdAt: YESTERDAY, ...parts }
}
const isLast = (...administrateurs: readonly KnownRole[]) =>
  isLastAdministrateur(administrateurs, { compteId: 'anne', now: NOW })

test('an administrator is the last when nobody else holds the role for good at that moment', () => {
  expect(isLast(held('anne'))).toBe(true)
  expect(isLast(held('anne'), held('jean'))).toBe(false)
  expect(isLast(held('anne'), held('jean', { suspenduAt: YESTERDAY }))).toBe(true)
  expect(isLast(held('anne'), held('jean', { finAt: YESTERDAY }))).toBe(true)
  expect(isLast(held('anne'), held('jean', { finAt: TOMORROW, deleguePar: 'anne' }))).toBe(true)
})

test('a delegate, or somebody whose role opens nothing any more, is never the last beside somebody who stays', () => {
  expect(isLast(held('anne', { finAt: TOMORROW }), held('jean'))).toBe(false)
  expect(isLast(held('anne', { finAt: TOMORROW }), held('jean', { finAt: TOMORROW }))).toBe(false)
  expect(isLast(held('anne', { finAt: TOMORROW }))).toBe(true)
  expect(isLast(held('anne', { suspenduAt: YESTERDAY }))).toBe(false)
  expect(isLast(held('jean'))).toBe(false)
})

test.each([
  ['the one that is left, not the one that is entered nor one of another SIREN', ['111', '222', '333'], ['111']],
  ['where none is the one that is left, those without a SIREN', ['222', '333', null], ['sans']],
  ['the one that is left alone, when one has no SIREN', ['111', null], ['111']],
])('a change of SIREN suspends the roles of %s', (_, sirens, expected) => {
  const organismes = sirens.map((siren) => ({ id: siren ?? 'sans', siren }))

  expect(leftOrganismes(organismes, { from: '111', to: '222' })).toEqual(expected)
})

test('nothing is left when the SIREN is the same, or when one of the two is not known', () => {
  const organismes = [{ id: 'a', siren: '111' }]

  expect(leftOrganismes(organismes, { from: '111', to: '111' })).toEqual([])
  expect(leftOrganismes(organismes, { from: undefined, to: '222' })).toEqual([])
  expect(leftOrganismes(organismes, { from: '111', to: undefined })).toEqual([])
})

test('a role is over from its very end, and a suspended one opens nothing before', () => {
  expect([isOver({ finAt: NOW }, NOW), isOver({ finAt: TOMORROW }, NOW), isOver({}, NOW)]).toEqual([true, false, false])
  expect(isLive({ finAt: TOMORROW }, NOW)).toBe(true)
  expect([isLive({ finAt: NOW }, NOW), isLive({ suspenduAt: YESTERDAY }, NOW)]).toEqual([false, false])
})

test('a role is the same by its name, its organisme and its démarche, whatever its end', () => {
  expect(isSameRole(deDemarche, { ...deDemarche, demarcheId: 'cantine' })).toBe(true)
  expect(isSameRole(held('anne', { finAt: TOMORROW }), { role: 'administrateur' })).toBe(true)
  expect(isSameRole(deDemarche, { ...deDemarche, demarcheId: 'voirie' })).toBe(false)
  expect(isSameRole(administrateur, { ...administrateur, organismeId: 'b' })).toBe(false)
  expect(isSameRole(administrateur, { ...administrateur, role: 'instructeur' })).toBe(false)
})
