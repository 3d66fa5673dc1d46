import type { Kysely } from 'kysely'
import { withContext } from '../infra/db/with-context.ts'
import type { Objets } from '../modules/audit/index.ts'
import type { Demarches } from '../modules/demarches/index.ts'
import type { Dossiers } from '../modules/dossiers/index.ts'

interface House {
  // biome-ignore lint/suspicious/noExplicitAny: each module picks its own tables
  readonly db: Kysely<any>
  readonly demarches: Pick<Demarches, 'findDemarche' | 'findByNumero' | 'listTitres'>
  readonly dossiers: Pick<Dossiers, 'findByNumero' | 'listNumeros'>
}

/** What the journal's objects are called: numbers and titles, asked of the modules whose they are, and nothing of what is in them. */
export function auditedObjects({ db, demarches, dossiers }: House): Objets {
  return {
    listNumeros: (ids) => withContext(db, { role: 'systeme' }, (tx) => dossiers.listNumeros(tx, ids)),
    listTitres: (ids) => demarches.listTitres(ids),
    async findObjets(asked) {
      const digits = asked.replaceAll(/[\s\u202f\u00a0]/g, '')
      const numero = /^\d{1,10}$/.test(digits) ? Number(digits) : 0
      if (numero < 1 || numero >= 2 ** 31) {
        const demarche = await demarches.findDemarche(asked)
        return demarche ? [`demarche:${demarche.id}`] : []
      }
      const dossier = await withContext(db, { role: 'systeme' }, (tx) => dossiers.findByNumero(tx, numero))
      const demarche = await demarches.findByNumero(numero)
      return [...(dossier ? [`dossier:${dossier.id}`] : []), ...(demarche ? [`demarche:${demarche.id}`] : [])]
    },
  }
}
