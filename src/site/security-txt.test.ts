import { fastify } from 'fastify'
import { expect, test } from 'vitest'
import { securityTxtRoute } from './security-txt.ts'

function ask(institution: { nom: string; courriel: string } | undefined) {
  const app = fastify()
  const settings = { url: 'https://demarches.exemple.fr', institution }
  securityTxtRoute(app, { settings, clock: () => new Date('2026-11-24T10:00:00Z') })
  return app.inject('/.well-known/security.txt')
}

test('a flaw is told to whoever runs the site, at an address that holds less than a year (RFC 9116)', async () => {
  const answer = await ask({ nom: 'Ville de Vern', courriel: 'contact@exemple.fr' })

  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(answer.body.split('\n')).toEqual([
    'Contact: mailto:contact@exemple.fr',
    'Expires: 2027-05-25T10:00:00.000Z',
    'Preferred-Languages: fr, en',
    'Canonical: https://demarches.exemple.fr/.well-known/security.txt',
    '',
  ])
})

test('while nobody says who runs the site, there is no such file', async () => {
  expect((await ask(undefined)).statusCode).toBe(404)
})
