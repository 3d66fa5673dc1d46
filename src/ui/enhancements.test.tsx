import { fastify } from 'fastify'
import type { Browser, BrowserContextOptions, Page as BrowserPage } from 'playwright-core'
import type { ComponentChildren } from 'preact'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { auditPage, openBrowser, sidewaysScroll } from '../../test/browser.ts'
import { type Assets, buildAssets } from '../infra/http/assets.ts'
import { Autosave, AutosaveStatus } from './autosave.tsx'
import { Actions, Button } from './button.tsx'
import { CommuneSuggest } from './champs/commune.tsx'
import { TextField } from './champs/text.tsx'
import { TextareaField } from './champs/textarea.tsx'
import { ComponentsPage } from './components-page.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { Form } from './form.tsx'
import { Page, type Ressources, renderPage } from './page.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { Upload } from './upload.tsx'

/** What the little server does with an autosave, and what it received: the page's behaviour is what is tested here. */
interface Backend {
  autosaves: string[]
  posts: number
  status: number
  showsMore: boolean
  delay: number
}

const app = fastify()
const backend: Backend = { autosaves: [], posts: 0, status: 200, showsMore: false, delay: 0 }
let assets: Assets
let browser: Browser
let base: string

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'"

function Frame({ children }: { readonly children: ComponentChildren }) {
  const ressources: Ressources = {
    styles: [assets.url('parvis.css')],
    script: assets.url('parvis.js'),
    police: assets.url('atkinson.woff2'),
    icone: assets.url('icone.svg'),
  }
  return (
    <Page
      langue="fr"
      titre="Essai"
      ressources={ressources}
      org={{ nom: 'Vern-sur-Seiche', sousTitre: 'Services en ligne', accueil: '/' }}
      nav={[]}
      pied={{ accessibilite: { href: '#', etat: 'non_conforme' }, mentionsLegales: '#', donneesPersonnelles: '#' }}
      session={{ expireAt: new Date(Date.now() + 3_600_000), prolonger: '/prolonger' }}
    >
      {children}
    </Page>
  )
}

const field = { langue: 'fr', valeur: '' } as const

function Step() {
  return (
    <Frame>
      <h1>Votre enfant</h1>
      <Autosave langue="fr" url="/autosave">
        <Form action="/suite" csrf="jeton" caches={[{ name: '_version', value: '1' }]}>
          <TextField {...field} id="c1" name="c1" libelle="Prénom" />
          {backend.showsMore && <TextField {...field} id="c2" name="c2" libelle="Nom de naissance" />}
          <TextareaField {...field} id="c3" name="c3" libelle="Message" limite={400} />
          <Actions>
            <Button>Continuer</Button>
            <AutosaveStatus langue="fr" />
          </Actions>
        </Form>
      </Autosave>
    </Frame>
  )
}

beforeAll(async () => {
  assets = await buildAssets()
  await app.register(assets.plugin)
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.addHook('onSend', async (_request, reply) => {
    reply.header('content-security-policy', CSP)
  })
  const html = (path: string, page: () => ReturnType<typeof Step>) =>
    app.get(path, async (_request, reply) => reply.type('text/html; charset=utf-8').send(renderPage(page())))
  html('/etape', () => <Step />)
  html('/suite', () => (
    <Frame>
      <h1>Étape suivante</h1>
    </Frame>
  ))
  html('/composants', () => (
    <ComponentsPage langue="fr" ressources={{ styles: [assets.url('parvis.css')], script: assets.url('parvis.js') }} />
  ))
  html('/commune', () => (
    <Frame>
      <h1>Commune</h1>
      <form method="post" action="/suite">
        <label for="c5">Commune</label>
        <CommuneSuggest langue="fr" url="/communes" code="c5-code">
          <input class="saisie" type="text" id="c5" name="c5-texte" />
          <input type="hidden" id="c5-code" name="c5-code" value="" />
        </CommuneSuggest>
        <Button>Continuer</Button>
      </form>
    </Frame>
  ))
  html('/fichiers', () => (
    <Frame>
      <h1>Fichiers</h1>
      <Upload langue="fr">
        <Form action="/envoi" csrf="jeton" fichiers>
          <label for="c6">Justificatif</label>
          <input type="file" id="c6" name="c6" />
          <Button>Envoyer</Button>
        </Form>
      </Upload>
    </Frame>
  ))
  html('/agents', () => (
    <Frame>
      <h1>Dossiers</h1>
      <label for="q">Chercher</label>
      <input type="text" id="q" />
      <a id="suivant" href="/suite">
        Dossier suivant
      </a>
      <Shortcuts langue="fr" raccourcis={[{ touche: 'j', cible: 'suivant', effet: 'Dossier suivant' }]} />
    </Frame>
  ))
  app.post('/suite', async (_request, reply) => {
    backend.posts += 1
    return reply.redirect('/suite', 303)
  })
  app.post('/envoi', async (_request, reply) => {
    if (backend.status === 200) return reply.redirect('/suite', 303)
    const page = (
      <Frame>
        <ErrorSummary langue="fr" erreurs={[{ id: 'c6', texte: 'Choisissez un fichier plus petit' }]} />
        <input id="c6" aria-label="Justificatif" />
      </Frame>
    )
    return reply.code(422).type('text/html; charset=utf-8').send(renderPage(page))
  })
  app.post('/autosave', async (request, reply) => {
    backend.autosaves.push(String(request.body))
    await new Promise((resolve) => setTimeout(resolve, backend.delay))
    if (backend.status !== 200) return reply.code(backend.status).send({ erreur: 'non' })
    const champs = backend.showsMore ? ['1', '2', '3'] : ['1', '3']
    return { enregistreA: new Date().toISOString(), version: backend.autosaves.length + 1, champs }
  })
  app.get('/communes', async () => [
    { code: '35352', nom: 'Vern-sur-Seiche', codePostal: '35770', departement: 'Ille-et-Vilaine' },
    { code: '49372', nom: 'Vern-d’Anjou', codePostal: '49220', departement: 'Maine-et-Loire' },
  ])
  base = await app.listen({ port: 0 })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app.close()
})
beforeEach(() => {
  Object.assign(backend, { autosaves: [], posts: 0, status: 200, showsMore: false, delay: 0 })
})

/** A page of the little server in its own context; fails on any error of script or security policy. */
async function visit(path: string, run: (page: BrowserPage) => Promise<void>, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ locale: 'fr-FR', ...options })
  try {
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) faults.push(message.text())
    })
    await page.goto(base + path)
    await run(page)
    expect(faults).toEqual([])
  } finally {
    await context.close()
  }
}

test('what is typed is saved after a pause, with the version of the answer for the next time', () =>
  visit('/etape', async (page) => {
    await page.fill('#c1', 'Anaïs')
    await page.getByText(/Enregistré à \d+\sh\s\d\d/).waitFor()
    expect(new URLSearchParams(backend.autosaves[0]).get('c1')).toBe('Anaïs')
    expect(new URLSearchParams(backend.autosaves[0]).get('_version')).toBe('1')
    expect(await page.inputValue('input[name=_version]')).toBe('2')
  }))

test('a question that the answer calls for appears, and what is being typed is not disturbed', () =>
  visit('/etape', async (page) => {
    backend.showsMore = true
    await page.focus('#c3')
    await page.keyboard.type('Bonjour')
    await page.locator('#c2').waitFor()
    await page.keyboard.type(' à tous')
    expect(await page.inputValue('#c3')).toBe('Bonjour à tous')
    expect(
      await page.locator('[data-champ]').evaluateAll((all) => all.map((each) => each.getAttribute('data-champ'))),
    ).toEqual(['c1', 'c2', 'c3'])
  }))

test('a question that no longer applies goes away', async () => {
  backend.showsMore = true
  await visit('/etape', async (page) => {
    backend.showsMore = false
    await page.fill('#c1', 'A')
    await page.locator('#c2').waitFor({ state: 'detached' })
    expect(await page.inputValue('#c1')).toBe('A')
  })
})

test('without a connection nothing is lost, and it is saved when it is back', () =>
  visit('/etape', async (page) => {
    await page.context().setOffline(true)
    await page.fill('#c1', 'Anaïs')
    await page.getByText(/Pas de connexion/).waitFor()
    expect(await page.inputValue('#c1')).toBe('Anaïs')
    await page.context().setOffline(false)
    await page.getByText(/Enregistré à/).waitFor()
    expect(new URLSearchParams(backend.autosaves.at(-1)).get('c1')).toBe('Anaïs')
  }))

test('who is no longer signed in is told so, and keeps the text', () =>
  visit('/etape', async (page) => {
    backend.status = 401
    await page.fill('#c1', 'Anaïs')
    await page.getByText(/Vous n’êtes plus connecté/).waitFor()
    expect(await page.inputValue('#c1')).toBe('Anaïs')
  }))

test('« Continuer » waits for the save under way, and is sent once with its version', () =>
  visit('/etape', async (page) => {
    backend.delay = 500
    await page.fill('#c1', 'Anaïs')
    await page.getByText('Enregistrement…').waitFor()
    await page.click('text=Continuer')
    await page.waitForURL('**/suite')
    expect(backend.posts).toBe(1)
    expect(backend.autosaves.length).toBe(1)
  }))

test('who leaves while a save is under way loses none of what was typed since', () =>
  visit('/etape', async (page) => {
    backend.delay = 1_500
    await page.fill('#c1', 'Ana')
    await page.getByText('Enregistrement…').waitFor()
    await page.fill('#c1', 'Anaïs')
    await page.goto('about:blank')
    await expect.poll(() => new URLSearchParams(backend.autosaves.at(-1)).get('c1')).toBe('Anaïs')
    expect(backend.autosaves.length).toBe(2)
  }))

test('who hides the page while a save is under way finds it saved when coming back, with the version of the last one', () =>
  visit('/etape', async (page) => {
    backend.delay = 1_000
    await page.fill('#c1', 'Ana')
    await page.getByText('Enregistrement…').waitFor()
    await page.fill('#c1', 'Anaïs')
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await page.getByText(/Enregistré à/).waitFor()
    expect(backend.autosaves.map((body) => new URLSearchParams(body).get('c1'))).toEqual(['Ana', 'Anaïs'])
    expect(await page.inputValue('input[name=_version]')).toBe('3')
  }))

test('the characters left are counted, and going over is told without being forbidden', () =>
  visit('/etape', async (page) => {
    await page.fill('#c3', 'a'.repeat(399))
    await page.locator('.compteur', { hasText: 'Il vous reste 1 caractère' }).waitFor()
    await page.fill('#c3', 'a'.repeat(402))
    await page.locator('.compteur', { hasText: 'Vous dépassez la limite de 2 caractères' }).waitFor()
    expect((await page.inputValue('#c3')).length).toBe(402)
  }))

test('a commune is chosen with the arrows, and its official code goes with it', () =>
  visit('/commune', async (page) => {
    await page.focus('#c5')
    await page.keyboard.type('vern')
    await page.getByRole('option', { name: /Vern-sur-Seiche/ }).waitFor()
    expect(await page.getAttribute('#c5', 'aria-expanded')).toBe('true')
    expect(await auditPage(page)).toEqual([])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    expect(await page.inputValue('#c5')).toBe('Vern-sur-Seiche (35770)')
    expect(await page.inputValue('#c5-code')).toBe('35352')
    expect(await page.getAttribute('#c5', 'aria-expanded')).toBe('false')
    await page.keyboard.type('x')
    expect(await page.inputValue('#c5-code')).toBe('')
  }))

test('files are sent and the redirection is followed', () =>
  visit('/fichiers', async (page) => {
    await page.setInputFiles('#c6', { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(10_000) })
    await page.click('text=Envoyer')
    await page.waitForURL('**/suite')
  }))

test('a refused file brings the page of errors, its summary focused', () =>
  visit('/fichiers', async (page) => {
    backend.status = 422
    await page.setInputFiles('#c6', { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(10_000) })
    await page.click('text=Envoyer')
    await page.getByRole('alert').getByText('Choisissez un fichier plus petit').waitFor()
    expect(await page.evaluate('document.activeElement.className')).toBe('resume')
  }))

test('a cut during the sending leaves the files chosen', () =>
  visit('/fichiers', async (page) => {
    await page.setInputFiles('#c6', { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(10_000) })
    await page.context().setOffline(true)
    await page.click('text=Envoyer')
    await page.getByText(/L’envoi a été interrompu/).waitFor()
    expect(await page.evaluate('document.querySelector("#c6").files.length')).toBe(1)
  }))

test('shortcuts work, except while typing, and can be switched off', () =>
  visit('/agents', async (page) => {
    await page.focus('#q')
    await page.keyboard.type('j?')
    expect(await page.inputValue('#q')).toBe('j?')
    await page.locator('h1').click()
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    expect(await auditPage(page)).toEqual([])
    await page.uncheck('#raccourcis-actifs')
    await page.click('text=Fermer')
    await page.keyboard.press('j')
    expect(page.url()).toBe(`${base}/agents`)
    await page.click('text=Raccourcis du clavier')
    await page.check('#raccourcis-actifs')
    await page.click('text=Fermer')
    await page.keyboard.press('j')
    await page.waitForURL('**/suite')
  }))

test('the end of the connection is announced two minutes before, and can be pushed back', async () => {
  const context = await browser.newContext({ locale: 'fr-FR' })
  const page = await context.newPage()
  await page.clock.install()
  await page.route('**/prolonger', (route) => route.fulfill({ json: {} }))
  await page.goto(`${base}/suite`)
  expect(await page.getByText(/Votre connexion se termine/).isVisible()).toBe(false)
  await page.clock.fastForward('58:30')
  await page.getByText(/Votre connexion se termine/).waitFor()
  await page.click('text=Rester connecté')
  await page.getByText(/Votre connexion se termine/).waitFor({ state: 'hidden' })
  await context.close()
})

test.each([
  ['light', 320],
  ['light', 1280],
  ['dark', 320],
  ['dark', 1280],
] as const)(
  'no component breaks a rule of the RGAA or of WCAG 2.2 AA, nor scrolls sideways (%s, %i px)',
  (colorScheme, width) =>
    visit(
      '/composants',
      async (page) => {
        expect(await page.evaluate('document.activeElement.className')).toBe('resume')
        expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
        expect(await auditPage(page)).toEqual([])
      },
      { colorScheme, viewport: { width, height: 900 } },
    ),
)

test('with letters twice as big the page still does not scroll sideways', () =>
  visit(
    '/composants',
    async (page) => {
      await page.evaluate('document.documentElement.style.fontSize = "200%"')
      expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0)
    },
    { viewport: { width: 640, height: 900 } },
  ))
