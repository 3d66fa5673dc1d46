import { PNG } from '../../acceptance/house/fill-page.ts'
import type { Visitor } from '../../acceptance/house/visitor.ts'
import { formsOf } from '../crawler.ts'
import { agent, DOSSIER, form, history, journalled, MESSAGES, mails, type Prepare, usager, versions } from './course.ts'
import { SANS_ACCORD, type Scene } from './scene.ts'

/** How the forms of usagers on their dossiers are raced. */
export const DOSSIERS: Readonly<Record<string, readonly Prepare[]>> = {
  '/demarches/:slug/commencer': [
    async (scene) => {
      const { visitor, compteId } = await scene.newcomer()
      const send = await form(visitor, '/demarches/restauration-scolaire/commencer')
      return {
        send,
        effects: async () => [await scene.count('dossiers.dossier where compte_id = $1', compteId)],
        each: true,
      }
    },
  ],
  '/dossiers/:numero/copie': [
    async (scene) => {
      const numero = await scene.filed()
      const before = await scene.count('dossiers.dossier')
      const send = await form(scene.camille, `/dossiers/${numero}/copie`)
      return { send, effects: async () => [(await scene.count('dossiers.dossier')) - before], each: true }
    },
  ],
  '/dossiers/:numero/demandeur': [
    usager({
      from: 'draft',
      path: 'demandeur?pour=moi',
      fields: { civilite: 'Mme', prenom: 'Ada', nom: 'Lovelace', courriel: 'ada@exemple.fr', telephone: '' },
      effects: ["dossiers.dossier where numero = $1 and demandeur ->> 'nom' = 'Lovelace'"],
    }),
  ],
  '/dossiers/:numero/depot': [
    usager({
      from: 'draft',
      path: 'depot',
      fields: { engagement: 'oui' },
      effects: [
        ...[versions('depot'), history('submit'), journalled('dossier.submit'), mails('recepisse')],
        `dossiers.recepisse where dossier_id = ${DOSSIER}`,
      ],
    }),
  ],
  '/dossiers/:numero/etapes/:n': [
    usager({ from: 'filed', path: 'etapes/1', effects: [versions('tampon')] }),
    (scene) => addRow(scene),
    (scene) => addFile(scene),
  ],
  '/dossiers/:numero/etapes/:n/brouillon': [
    usager({ from: 'filed', path: 'etapes/1/brouillon', effects: [versions('tampon')] }),
  ],
  '/dossiers/:numero/invitation': [
    async (scene) => {
      const { numero, jeton } = await shared(scene)
      const send = await form(scene.ismael, `/dossiers/${numero}/invitation`, { jeton })
      const taken = `dossiers.invite where compte_id is not null and dossier_id = ${DOSSIER}`
      return { send, effects: async () => [await scene.count(taken, numero)] }
    },
  ],
  '/dossiers/:numero/messages': [
    usager({ from: 'filed', path: 'messages', fields: { corps: 'Bonjour' }, effects: [MESSAGES], each: true }),
  ],
  '/dossiers/:numero/partage': [
    usager({
      from: 'filed',
      path: 'partage',
      fields: { courriel: 'ada@exemple.fr' },
      effects: [`dossiers.invite where dossier_id = ${DOSSIER}`],
    }),
    usager({
      from: 'filed',
      path: 'partage',
      fields: { courriel: 'ada@exemple.fr' },
      effects: [
        `infra.courriel c join dossiers.invite i on c.cle like 'mandat:' || i.id || ':%' where i.dossier_id = ${DOSSIER}`,
      ],
      each: true,
    }),
  ],
  '/demarches/:slug/aide': [
    async (scene) => {
      const { visitor, compteId } = await scene.newcomer()
      const send = await form(visitor, '/demarches/restauration-scolaire/aide', { courriel: 'ada@exemple.fr' })
      return { send, effects: async () => [await scene.count('dossiers.invite where mandant_id = $1', compteId)] }
    },
  ],
  '/mandats': [
    async (scene) => {
      const { numero } = await shared(scene)
      const send = await form(scene.camille, '/mandats', { arreter: await mandatOf(scene, numero) })
      return { send, effects: async () => [await scene.count(journalled('mandat.take_back'), numero)] }
    },
  ],
  '/mandats/invitation': [
    async (scene) => {
      const { visitor, compteId } = await scene.newcomer()
      await visitor.post('/demarches/restauration-scolaire/aide', [['courriel', 'ismael.diallo@exemple.fr']])
      const jeton = (await scene.link('ismael.diallo@exemple.fr')).split('=')[1] ?? ''
      const send = await form(scene.ismael, '/mandats/invitation', { jeton })
      const taken = 'dossiers.invite where mandant_id = $1 and compte_id is not null'
      return { send, effects: async () => [await scene.count(taken, compteId)] }
    },
  ],
  '/dossiers/:numero/pret': [
    async (scene) => {
      const { numero, jeton } = await shared(scene, await scene.draft())
      await scene.ismael.post(`/dossiers/${numero}/invitation`, [['jeton', jeton]])
      const send = await form(scene.ismael, `/dossiers/${numero}/pret`)
      const effects = [mails('pret'), journalled('dossier.ready')]
      return { send, effects: () => Promise.all(effects.map((effect) => scene.count(effect, numero))) }
    },
  ],
  '/dossiers/:numero/plus-tard': [
    usager({ from: 'draft', path: 'plus-tard', effects: [mails('reprise')], each: true }),
  ],
  '/dossiers/:numero/restauration': [
    usager({ from: 'trashed', path: 'restauration', effects: [journalled('dossier.restore')] }),
  ],
  '/dossiers/:numero/suppression': [
    usager({
      from: 'filed',
      path: 'suppression',
      fields: { quoi: 'withdraw' },
      effects: [history('withdraw'), journalled('dossier.withdraw')],
    }),
    usager({
      from: 'draft',
      path: 'suppression',
      fields: { quoi: 'delete_brouillon' },
      effects: [history('delete_brouillon'), journalled('dossier.delete_brouillon')],
    }),
  ],
}

/** How the forms of agents are raced. */
export const AGENTS: Readonly<Record<string, readonly Prepare[]>> = {
  '/agents/dossiers/:numero/correction': [
    agent({
      from: 'filed',
      path: 'correction',
      fields: { corps: 'Il manque un justificatif' },
      effects: [
        ...[history('ask_correction'), journalled('dossier.ask_correction'), MESSAGES, mails('correction')],
        `dossiers.correction where dossier_id = ${DOSSIER}`,
      ],
    }),
  ],
  '/agents/dossiers/:numero/decision': [
    agent({
      from: 'instructed',
      path: 'decision',
      fields: { decision: 'refuse', motivation: 'Hors de la commune' },
      effects: [history('refuse'), journalled('dossier.refuse'), mails('decision')],
    }),
  ],
  '/agents/dossiers/:numero/instruction': [
    agent({
      from: 'filed',
      path: 'instruction',
      effects: [history('start_instruction'), journalled('dossier.start_instruction'), mails('instruction')],
    }),
  ],
  '/agents/dossiers/:numero/messages': [
    agent({
      from: 'filed',
      path: 'messages',
      fields: { corps: 'Bonjour' },
      effects: [MESSAGES, mails('message'), journalled('message.send')],
      each: true,
    }),
  ],
  '/agents/dossiers/:numero/notes': [
    agent({
      from: 'filed',
      path: 'notes',
      fields: { note: 'À voir' },
      effects: [`instruction.note where dossier_id = ${DOSSIER}`, journalled('note.add')],
      each: true,
    }),
  ],
  '/agents/dossiers/:numero/reouverture': [
    agent({ from: 'decided', path: 'reouverture', effects: [history('reopen'), mails('reouverture')] }),
  ],
  '/agents/dossiers/:numero/retour': [
    agent({ from: 'instructed', slug: SANS_ACCORD, path: 'retour', effects: [history('return_to_construction')] }),
  ],
  '/agents/dossiers/:numero/suivi': [
    agent({
      from: 'filed',
      path: 'suivi',
      fields: { suivre: '1' },
      effects: [`instruction.suivi where dossier_id = ${DOSSIER}`],
    }),
  ],
}

/** The key of the mandate on that dossier. */
export function mandatOf(scene: Scene, numero: string): Promise<string> {
  return scene.one(`select id as found from dossiers.invite where dossier_id = ${DOSSIER}`, numero)
}

/** A dossier of Camille, a filed one unless told, with a mandate for the address of Ismaël: its link was not followed yet. */
export async function shared(
  scene: Scene,
  dossier?: string,
): Promise<{ readonly numero: string; readonly jeton: string }> {
  const numero = dossier ?? (await scene.filed())
  await scene.camille.post(`/dossiers/${numero}/partage`, [['courriel', 'ismael.diallo@exemple.fr']])
  return { numero, jeton: (await scene.link('ismael.diallo@exemple.fr')).split('=')[1] ?? '' }
}

/** What the form of a step carries besides answers, the list of what it asks, and buttons. */
const HIDDEN: ReadonlySet<string> = new Set(['_csrf', '_version'])

/** The first step of a draft whose page holds that, and what its form sends by itself. */
async function stepWith(camille: Visitor, numero: string, wanted: RegExp) {
  for (let n = 1; n < 10; n += 1) {
    const path = `/dossiers/${numero}/etapes/${n}`
    const { body } = await camille.get(path)
    const found = wanted.exec(body)?.[1]
    const own = formsOf(body).find(({ action }) => action === path)?.own ?? []
    if (found !== undefined)
      return { path, found, own: own.filter(([name, value]) => (name === '_q' ? value === found : HIDDEN.has(name))) }
  }
  throw new Error(`no step of ${numero} asks that`)
}

async function addRow(scene: Scene) {
  const numero = await scene.draft()
  const { path, found, own } = await stepWith(scene.camille, numero, /name="_ajouter" value="(\d+)"/)
  const rows = `coalesce(jsonb_array_length(v.saisies -> '${found}'), 0)`
  const count = async () =>
    Number(
      await scene.one(
        `select ${rows} as found from dossiers.version v where v.dossier_id = ${DOSSIER} and v.nature = 'brouillon'`,
        numero,
      ),
    )
  const before = await count()
  const send = () =>
    scene.camille.send(path, {
      method: 'POST',
      body: new URLSearchParams([...own.map(([n, v]) => [n, v]), ['_ajouter', found]]),
    })
  return { send, effects: async () => [(await count()) - before] }
}

async function addFile(scene: Scene) {
  const numero = await scene.draft(SANS_ACCORD)
  const { path, found, own } = await stepWith(scene.camille, numero, /<input[^>]*type="file"[^>]*name="(c\d+)"/)
  const pieces = `dossiers.piece where dossier_id = ${DOSSIER}`
  const before = await scene.count(pieces, numero)
  const send = () => {
    const body = new FormData()
    for (const [name, value] of own) body.append(name, value)
    body.append(found, new Blob([PNG.buffer], { type: PNG.mimeType }), PNG.name)
    return scene.camille.send(path, { method: 'POST', body })
  }
  return { send, effects: async () => [(await scene.count(pieces, numero)) - before] }
}
