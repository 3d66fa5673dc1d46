import { form, type Prepare } from './course.ts'
import type { Scene } from './scene.ts'

/** How the forms of accounts and doors are raced. */
export const COMPTES: Readonly<Record<string, readonly Prepare[]>> = {
  '/compte': [
    async (scene) => {
      const { visitor, compteId } = await scene.newcomer()
      const send = await form(visitor, '/compte', { prenom: 'Ada', nom: 'Lovelace', telephone: '', langue: 'en' })
      return {
        send,
        effects: async () => [await scene.count("comptes.compte where id = $1 and nom = 'Lovelace'", compteId)],
      }
    },
  ],
  '/compte/rattachement': [
    async (scene) => {
      const courriel = scene.address()
      const send = await form(scene.ismael, '/compte/rattachement', { courriel })
      return { send, effects: () => usableLinks(scene, courriel) }
    },
  ],
  '/compte/sessions': [
    async (scene) => {
      const { visitor, courriel, compteId } = await scene.newcomer()
      await scene.signIn(courriel)
      return { send: await form(visitor, '/compte/sessions'), effects: () => closings(scene, compteId) }
    },
  ],
  '/connexion/courriel': [
    async (scene) => {
      const courriel = scene.address()
      const send = await form(scene.browser(), '/connexion/courriel', { courriel })
      return { send, effects: () => usableLinks(scene, courriel) }
    },
  ],
  '/connexion/porte/:porte': [
    // What begins a sign-in changes nothing that lasts: the session of who is signed in is still open, and the only one.
    async (scene) => {
      const { visitor, compteId } = await scene.newcomer()
      const send = await form(visitor, '/connexion/porte/demo-fc', { compte: 'demo-ismael-diallo' })
      const open = 'comptes.session where compte_id = $1 and fin_at is null'
      return { send, effects: async () => [await scene.count(open, compteId)] }
    },
  ],
  '/deconnexion': [
    async (scene) => {
      const { visitor, compteId } = await scene.newcomer()
      return { send: await form(visitor, '/deconnexion'), effects: () => closings(scene, compteId) }
    },
  ],
  '/invitations/:token': [
    async (scene) => {
      const { visitor, courriel, compteId } = await scene.newcomer()
      const send = await form(visitor, await scene.invite(courriel))
      return { send, effects: async () => [await scene.count('comptes.role where compte_id = $1', compteId)] }
    },
  ],
  '/langue': [
    async (scene) => {
      const { visitor, compteId } = await scene.newcomer()
      const send = await form(visitor, '/langue', { langue: 'en' })
      return {
        send,
        effects: async () => [await scene.count("comptes.compte where id = $1 and langue = 'en'", compteId)],
      }
    },
  ],
  '/lien/:token': [
    async (scene) => {
      const courriel = scene.address()
      const browser = scene.browser()
      await browser.submit('/connexion/courriel', '/connexion/courriel', { courriel })
      const opened = 'comptes.session s join comptes.compte c on c.id = s.compte_id where c.courriel = $1'
      const accounts = 'comptes.compte where courriel = $1'
      return {
        send: await form(browser, await scene.link(courriel)),
        effects: async () => [await scene.count(opened, courriel), await scene.count(accounts, courriel)],
      }
    },
  ],
  '/rapports-csp': [
    // A line of the server's log each, and nothing kept.
    async ({ ismael }) => ({
      send: () =>
        ismael.send('/rapports-csp', {
          method: 'POST',
          headers: { 'content-type': 'application/csp-report' },
          body: '{"csp-report":{"effective-directive":"img-src","blocked-uri":"inline"}}',
        }),
      effects: async () => [],
    }),
  ],
}

async function usableLinks(scene: Scene, courriel: string): Promise<readonly number[]> {
  return [await scene.count('comptes.lien where courriel = $1 and used_at is null', courriel)]
}

async function closings(scene: Scene, compteId: string): Promise<readonly number[]> {
  return [await scene.count("infra.journal where action = 'session.close' and compte_id = $1", compteId)]
}
