import type { Visitor } from '../../acceptance/house/visitor.ts'
import { systemClock } from '../../src/infra/clock/clock.ts'
import { softwareKey } from '../../src/modules/comptes/test-cles.ts'
import { readKey } from '../../src/modules/comptes/test-facteurs.ts'
import { form, type Prepare } from './course.ts'
import type { Scene } from './scene.ts'

const APPLICATION = '/compte/securite/application'
const SECURITE = '/compte/securite'
const CLE = '/compte/securite/cle'
const PHRASE = 'tambour colline violette phare'

/** How the forms that change what protects an account are raced. */
export const FACTEURS: Readonly<Record<string, readonly Prepare[]>> = {
  '/compte/preuve': [
    async (scene) => {
      const { visitor, compteId, code } = await withTelephone(scene)
      return told(scene, compteId, 'facteur.prove', await form(visitor, '/compte/preuve', { code: code(1) }))
    },
  ],
  [APPLICATION]: [
    async (scene) => {
      const { visitor, compteId } = await scene.newcomer()
      const { scelle, code } = await offered(visitor)
      const send = await form(visitor, APPLICATION, { scelle, code: code() })
      const registered = () => scene.count('comptes.totp where compte_id = $1', compteId)
      return { send, effects: async () => [await registered(), await lines(scene, compteId, 'facteur.add')] }
    },
  ],
  [`${APPLICATION}/retrait`]: [
    async (scene) => {
      const { visitor, compteId } = await withTelephone(scene)
      return told(scene, compteId, 'facteur.remove', await form(visitor, `${APPLICATION}/retrait`))
    },
  ],
  [`${SECURITE}/secours`]: [
    // Each form makes its own codes; whichever comes last, there are ten.
    async (scene) => {
      const { visitor, compteId } = await withTelephone(scene)
      const send = await form(visitor, `${SECURITE}/secours`)
      const codes = () => scene.count('comptes.code_secours where compte_id = $1', compteId)
      const effects = async () => [(await codes()) === 10 ? await lines(scene, compteId, 'secours.renew') : -1]
      return { send, effects, each: true }
    },
  ],
  [CLE]: [
    // What a key signs serves once: however often it is sent, there is one key.
    async (scene) => {
      const { visitor, compteId } = await scene.newcomer()
      const reponse = softwareKey(scene.parvis.url).create(await visitor.get(CLE))
      const send = await form(visitor, CLE, { reponse })
      const registered = () => scene.count('comptes.cle_acces where compte_id = $1', compteId)
      return { send, effects: async () => [await registered(), await lines(scene, compteId, 'facteur.add')] }
    },
  ],
  [`${CLE}/retrait`]: [
    async (scene) => {
      const { visitor, compteId } = await withKey(scene)
      const cle = hiddenOf((await visitor.get(SECURITE)).body, 'cle')
      return told(scene, compteId, 'facteur.remove', await form(visitor, `${CLE}/retrait`, { cle }))
    },
  ],
  '/connexion/cle': [
    async (scene) => {
      const { key, compteId } = await withKey(scene)
      const visitor = scene.browser()
      const send = await form(visitor, '/connexion/cle', { reponse: key.prove(await visitor.get('/connexion/cle')) })
      const opened = () => scene.count("comptes.session where porte = 'cle' and compte_id = $1", compteId)
      return { send, effects: async () => [await opened()] }
    },
  ],
  [`${SECURITE}/appareils`]: [
    async (scene) => {
      const { courriel, compteId, code } = await withTelephone(scene)
      const visitor = await scene.signIn(courriel)
      await visitor.submit('/compte/preuve', '/compte/preuve', { code: code(1), confiance: 'oui' })
      const appareil = hiddenOf((await visitor.get(SECURITE)).body, 'appareil')
      return told(scene, compteId, 'appareil.revoke', await form(visitor, `${SECURITE}/appareils`, { appareil }))
    },
  ],
  [`${SECURITE}/phrase`]: [
    async (scene) => {
      const { visitor, compteId } = await scene.newcomer()
      const send = await form(visitor, `${SECURITE}/phrase`, { phrase: PHRASE })
      return { ...told(scene, compteId, 'phrase.change', send), each: true }
    },
  ],
  [`${SECURITE}/phrase/retrait`]: [
    async (scene) => {
      const { visitor, compteId } = await withPhrase(scene)
      return told(scene, compteId, 'phrase.remove', await form(visitor, `${SECURITE}/phrase/retrait`))
    },
  ],
  '/connexion/phrase': [
    // Whoever gives the right one enters, as often as they give it: what counts is that they do.
    async (scene) => {
      const { courriel, compteId } = await withPhrase(scene)
      const send = await form(scene.browser(), '/connexion/phrase', { courriel, phrase: PHRASE })
      const opened = () => scene.count("comptes.session where porte = 'phrase' and compte_id = $1", compteId)
      return { send, effects: async () => [Math.min(1, await opened())] }
    },
  ],
}

function lines(scene: Scene, compteId: string, action: string): Promise<number> {
  return scene.count('infra.journal where action = $1 and compte_id = $2', action, compteId)
}

function told(scene: Scene, compteId: string, action: string, send: Awaited<ReturnType<typeof form>>) {
  return { send, effects: async () => [await lines(scene, compteId, action)] }
}

function hiddenOf(body: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]+)"`).exec(body)?.[1] ?? ''
}

/** A key offered to an application of codes, and the codes that it shows. */
async function offered(visitor: Visitor) {
  const page = await visitor.get(APPLICATION)
  return { scelle: hiddenOf(page.body, 'scelle'), code: readKey({ clock: systemClock }, page) }
}

/** Somebody new, who has an application of codes. */
async function withTelephone(scene: Scene) {
  const somebody = await scene.newcomer()
  const { scelle, code } = await offered(somebody.visitor)
  await somebody.visitor.post(APPLICATION, Object.entries({ scelle, code: code() }))
  return { ...somebody, code }
}

/** Somebody new, who has a passkey that does not count its uses. */
async function withKey(scene: Scene) {
  const somebody = await scene.newcomer()
  const key = softwareKey(scene.parvis.url, { compte: false })
  await somebody.visitor.submit(CLE, CLE, { reponse: key.create(await somebody.visitor.get(CLE)) })
  return { ...somebody, key }
}

/** Somebody new, who has a passphrase. */
async function withPhrase(scene: Scene) {
  const somebody = await scene.newcomer()
  await somebody.visitor.submit(`${SECURITE}/phrase`, `${SECURITE}/phrase`, { phrase: PHRASE })
  return somebody
}
