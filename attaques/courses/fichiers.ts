import { sendMessage } from '../../acceptance/house/fichiers.ts'
import type { Visitor } from '../../acceptance/house/visitor.ts'
import { DOSSIER, form, journalled, type Prepare } from './course.ts'
import { SANS_ACCORD, type Scene } from './scene.ts'

/** A file of the dossier numbered `$1`, which no antivirus scanned. */
const FICHIER = `(select p.fichier_id from dossiers.message_piece p join dossiers.message m on m.id = p.message_id
  where m.dossier_id = ${DOSSIER})`

/** How the forms that stand before files are raced. A warning that was read leaves nothing: it gives an address, each time. */
export const FICHIERS: Readonly<Record<string, readonly Prepare[]>> = {
  '/dossiers/:numero/pieces/:id': [(scene) => warned(scene, scene.camille, '/dossiers')],
  '/agents/dossiers/:numero/pieces/:id': [(scene) => warned(scene, scene.anne, '/agents/dossiers')],
  '/agents/dossiers/:numero/pieces/:id/liberation': [
    async (scene) => {
      const { numero, fichierId } = await sent(scene)
      const path = `/agents/dossiers/${numero}/pieces/${fichierId}/liberation`
      const released = `infra.fichier where libere_at is not null and id = ${FICHIER}`
      const effects = [released, journalled('fichier.release')]
      return {
        send: await form(scene.anne, path, { raison: 'Reçu au guichet' }),
        effects: () => Promise.all(effects.map((effect) => scene.count(effect, numero))),
      }
    },
  ],
  '/agents/dossiers/:numero/pieces.zip': [
    async (scene) => {
      const numero = await scene.filed(SANS_ACCORD)
      return { send: await form(scene.anne, `/agents/dossiers/${numero}/pieces.zip`), effects: async () => [] }
    },
  ],
}

/** A dossier that Camille filed, with a file in a message. */
async function sent(scene: Scene): Promise<{ readonly numero: string; readonly fichierId: string }> {
  const numero = await scene.filed()
  const files = [{ nom: 'note.txt', bytes: Buffer.from('Une note.\n') }]
  await sendMessage(scene.camille, { path: `/dossiers/${numero}`, corps: 'Voici.', files })
  return { numero, fichierId: await scene.one(`select ${FICHIER} as found`, numero) }
}

async function warned(scene: Scene, visitor: Visitor, base: string) {
  const { numero, fichierId } = await sent(scene)
  return { send: await form(visitor, `${base}/${numero}/pieces/${fichierId}`), effects: async () => [] }
}
