import { HtmlValidate } from 'html-validate'
import { expect, test } from 'vitest'
import { type MailContent, renderMail } from './mail-layout.tsx'

const CONTENT: MailContent = {
  langue: 'fr',
  titre: 'Votre demande est déposée',
  paragraphes: ['Bonjour,', 'Nous l’avons reçue.\nGardez ce message.'],
  lien: { texte: 'Suivre ma demande', adresse: 'https://exemple.fr/dossiers/12?a=1&b=2' },
  signature: ['Ville de Thiers', 'Service périscolaire'],
}

test('the text has everything, the address of the link in full', () => {
  expect(renderMail(CONTENT).texte).toBe(`Votre demande est déposée

Bonjour,

Nous l’avons reçue.
Gardez ce message.

Suivre ma demande\u00a0:
https://exemple.fr/dossiers/12?a=1&b=2

-- 
Ville de Thiers
Service périscolaire
`)
})

test('the HTML is valid, says its language and its title, and shows the address besides the button', async () => {
  const { html } = renderMail(CONTENT)

  const report = await new HtmlValidate({
    extends: ['html-validate:recommended', 'html-validate:a11y'],
    rules: { 'void-style': 'off', 'doctype-style': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off' },
  }).validateString(html)

  expect(report.results.flatMap((result) => result.messages)).toEqual([])
  expect(html).toContain('<html lang="fr">')
  expect(html).toContain('<title>Votre demande est déposée</title>')
  expect(html.match(/https:\/\/exemple\.fr\/dossiers\/12\?a=1&amp;b=2/g)).toHaveLength(2)
  expect(html).toContain('Nous l’avons reçue.<br/>Gardez ce message.')
})

test('what people typed never becomes HTML', () => {
  const { html, texte } = renderMail({ langue: 'en', titre: '<b>x</b>', paragraphes: ['<img src=x onerror=alert(1)>'] })

  expect(html).not.toContain('<b>')
  expect(html).not.toContain('<img')
  expect(texte).toContain('<img src=x onerror=alert(1)>')
})

test('a mail without a link nor a signature has neither', () => {
  const { html, texte } = renderMail({ langue: 'en', titre: 'Hello', paragraphes: ['One.'] })

  expect(html).not.toContain('<a')
  expect(html).not.toContain('<footer')
  expect(texte).toBe('Hello\n\nOne.\n')
})
