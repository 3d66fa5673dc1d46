import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings, SettingsError } from './settings.ts'
import { SETTINGS_DOC } from './settings-doc.ts'

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env)
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
}

test('with an empty environment, Parvis is a demonstration on the machine itself', () => {
  const settings = readSettings({})
  expect(settings).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    url: 'http://127.0.0.1:3000',
    demo: true,
    https: false,
  })
  expect(settings.dataDir).toBe(resolve('.parvis'))
  expect(settings.cles.folder).toBe(resolve('.parvis/cles'))
})

test('a real database means no demonstration, unless asked for', () => {
  expect(readSettings({ DATABASE_URL: 'postgres://p:p@base/parvis' }).demo).toBe(false)
  expect(readSettings({ DATABASE_URL: 'postgres://p:p@base/parvis', PARVIS_DEMO: '1' }).demo).toBe(true)
})

test('the default public address follows the port, and an empty variable counts as absent', () => {
  expect(readSettings({ PORT: '8080', HOST: '' }).url).toBe('http://127.0.0.1:8080')
})

test('every wrong value has its own sentence, all said at once', () => {
  const problems = problemsOf({
    PORT: 'abc',
    PARVIS_DEMO: 'oui',
    PARVIS_LOG: 'bavard',
    SMTP_URL: 'serveur',
    PARVIS_PROXIES: '1.2.3',
  })
  expect(problems).toHaveLength(5)
  expect(problems.join('\n')).toMatch(/PORT[\s\S]*SMTP_URL[\s\S]*PARVIS_DEMO[\s\S]*PARVIS_LOG[\s\S]*PARVIS_PROXIES/)
})

test('plain http is for the machine itself only', () => {
  expect(problemsOf({ PARVIS_URL: 'http://localhost:3000' })).toEqual([])
  expect(problemsOf({ PARVIS_URL: 'http://demarches.exemple.fr' })).toHaveLength(1)
  expect(problemsOf({ HOST: '0.0.0.0' })).toHaveLength(1)
  expect(problemsOf({ HOST: '0.0.0.0', PARVIS_URL: 'https://demarches.exemple.fr' })).toEqual([])
})

test('the public address is an origin, kept without its final slash', () => {
  expect(readSettings({ PARVIS_URL: 'https://demarches.exemple.fr/' }).url).toBe('https://demarches.exemple.fr')
  expect(problemsOf({ PARVIS_URL: 'https://exemple.fr/demarches' })).toHaveLength(1)
})

test('proxies are addresses or networks', () => {
  expect(readSettings({ PARVIS_PROXIES: '10.0.0.0/8, ::1 ,loopback' }).proxies).toEqual([
    '10.0.0.0/8',
    '::1',
    'loopback',
  ])
  expect(problemsOf({ PARVIS_PROXIES: '10.0.0.0/33' })).toHaveLength(1)
})

test('who runs the installation is a name and an e-mail address, both', () => {
  expect(readSettings({}).institution).toBeUndefined()
  expect(readSettings({ PARVIS_INSTITUTION: ' Ville de Vern <contact@exemple.fr>' }).institution).toEqual({
    nom: 'Ville de Vern',
    courriel: 'contact@exemple.fr',
  })
  expect(problemsOf({ PARVIS_INSTITUTION: 'Ville de Vern' })[0]).toMatch(/^PARVIS_INSTITUTION/)
  expect(problemsOf({ PARVIS_INSTITUTION: '<contact@exemple.fr>', PORT: 'abc' })).toHaveLength(2)
  expect(problemsOf({ PARVIS_INSTITUTION: 'Ville <a@exemple.fr> <b@exemple.fr>' })).toHaveLength(1)
})

test('an identity provider goes with its client', () => {
  expect(problemsOf({ PARVIS_OIDC_EMETTEUR: 'https://identite.exemple.fr' })).toHaveLength(1)
  expect(problemsOf({ PARVIS_OIDC_CLIENT: 'parvis' })).toHaveLength(1)
  const { fournisseurs } = readSettings({
    PARVIS_DEMO: '0',
    PARVIS_OIDC_EMETTEUR: 'https://identite.exemple.fr',
    PARVIS_OIDC_CLIENT: 'parvis',
    PARVIS_PROCONNECT_EMETTEUR: 'https://pro.exemple.fr/api/v2',
    PARVIS_PROCONNECT_CLIENT: 'agents',
    PARVIS_PROCONNECT_SECRET: 'secret',
  })
  expect(fournisseurs).toEqual([
    { profil: 'proconnect', emetteur: 'https://pro.exemple.fr/api/v2', client: 'agents', secret: 'secret' },
    { profil: 'oidc', emetteur: 'https://identite.exemple.fr', client: 'parvis', secret: undefined },
  ])
})

test('real people and fictitious ones never enter the same site', () => {
  const franceConnect = {
    PARVIS_FRANCECONNECT_EMETTEUR: 'https://fc.exemple.fr',
    PARVIS_FRANCECONNECT_CLIENT: 'parvis',
  }
  expect(problemsOf(franceConnect)).toEqual([expect.stringContaining('identités de démonstration')])
  expect(problemsOf({ ...franceConnect, PARVIS_DEMO: '0' })).toEqual([])
})

test('a wrong value that another rule leans on is said with the others', () => {
  expect(problemsOf({ PORT: '0', PARVIS_APP_DATABASE_URL: 'postgres://a:b@base/parvis' })).toHaveLength(2)
})

test('each documented setting appears once', () => {
  const names = SETTINGS_DOC.map(({ nom }) => nom)
  expect(new Set(names).size).toBe(names.length)
})
