import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deviceOf, isAdministrateur, nomAffiche, parseCourriel, safeRetour, sessionEnd, sirenOf } from './rules.ts'

test.each([
  ['/dossiers/12/etapes/3?x=1#c4', '/dossiers/12/etapes/3?x=1#c4'],
  ['/connexion/reprise?envoi=abc', '/connexion/reprise?envoi=abc'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['https:evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/%2f%2fevil.example', '/'],
  ['/%5cevil.example', '/'],
  ['/x/..//evil.example', '/'],
  ['/ evil', '/'],
  ['/\u0000', '/'],
  ['/connexion?retour=/connexion', '/'],
  ['/deconnexion', '/'],
  [`/${'a'.repeat(1001)}`, '/'],
  ['', '/'],
  [undefined, '/'],
])('a return to %j goes to %j', (text, expected) => {
  expect(safeRetour(text)).toBe(expected)
})

test('whatever is asked, a return stays on this site, and asks for no signing in again', () => {
  const piece = fc.constantFrom(
    ...['/', '//', '\\', '%2f', '%5C', '%09', ':', '@', '?', '#', '.', '..', ';', '\t', '\r\n', '\u0000', '\u202e'],
    ...['evil.example', 'https', 'javascript', 'data', 'connexion', 'deconnexion', 'dossiers', 'retour=', 'é', '[::1]'],
  )
  const asked = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
  )
  const site = 'https://demarches.exemple.fr'
  fc.assert(
    fc.property(asked, (text) => {
      const retour = safeRetour(text)
      const url = new URL(retour, site)
      expect(url.origin).toBe(site)
      expect(retour).toMatch(/^\/(?![/\\])[^\s\p{Cc}\\]*$/u)
      expect(url.pathname).not.toMatch(/^\/(?:connexion(?!\/reprise)|deconnexion|deconnecte|demo-idp)(?:\/|$)/)
      // What is safe once is the same when it comes back from a form.
      expect(safeRetour(retour)).toBe(retour)
    }),
    { numRuns: 3_000 },
  )
})

test.each([
  ['Prenom.Nom@Exemple.FR', 'prenom.nom@exemple.fr'],
  [' a+b@sous.exemple.fr ', 'a+b@sous.exemple.fr'],
  ['a@exemple', undefined],
  ['a b@exemple.fr', undefined],
  ['a@b.fr,c@d.fr', undefined],
  ['a@exemple.fr\nBcc: x@y.fr', undefined],
  ['Nom <a@exemple.fr>', undefined],
  [`${'a'.repeat(65)}@exemple.fr`, undefined],
  [undefined, undefined],
])('the address %j is kept as %j', (text, expected) => {
  expect(parseCourriel(text)).toBe(expected)
})

test('a session ends by inactivity, or after its absolute limit', () => {
  const seenAt = new Date('2026-11-23T10:00:00Z')
  const expiresAt = new Date('2026-11-23T10:40:00Z')

  expect(sessionEnd({ seenAt, expiresAt }, [])).toEqual(new Date('2026-11-23T10:30:00Z'))
  expect(sessionEnd({ seenAt, expiresAt }, [{ role: 'instructeur', organismeId: 'o' }])).toEqual(expiresAt)
})

test('an administrator administers their organisme, that of the instance every one', () => {
  const local = { roles: [{ role: 'administrateur', organismeId: 'a' }] } as const
  const instance = { roles: [{ role: 'administrateur_instance' }] } as const
  const agent = { roles: [{ role: 'instructeur', organismeId: 'a' }] } as const

  expect([isAdministrateur(local, 'a'), isAdministrateur(local, 'b'), isAdministrateur(local)]).toEqual([
    true,
    false,
    false,
  ])
  expect([isAdministrateur(instance, 'b'), isAdministrateur(instance)]).toEqual([true, true])
  expect(isAdministrateur(agent, 'a')).toBe(false)
})

test('somebody without a name is named by their address', () => {
  expect(nomAffiche({ prenom: 'Camille', nom: 'Le Roux', courriel: undefined })).toBe('Camille Le Roux')
  expect(nomAffiche({ prenom: undefined, nom: undefined, courriel: 'a@exemple.fr' })).toBe('a@exemple.fr')
})

test.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    'Chrome, Linux',
  ],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0', 'Edge, Windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19 Safari/604', 'Safari, iOS'],
  ['<script>', undefined],
  [undefined, undefined],
])('%j is recognised as %j', (userAgent, expected) => {
  expect(deviceOf(userAgent)).toBe(expected)
})

// The first is the town hall of Vern-sur-Seiche; the others miss a digit, have a wrong key, or are what providers send to say nothing.
test.each([
  ['21350352700011', '213503527'],
  ['2135035270001', undefined],
  ['21350352700012', undefined],
  ['00000000000000', undefined],
  [undefined, undefined],
])('the SIRET %j proves the SIREN %j', (siret, expected) => {
  expect(sirenOf(siret)).toBe(expected)
})
