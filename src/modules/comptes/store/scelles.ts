import { sql } from 'kysely'
import type { Keys } from '../../../infra/crypto/keys.ts'
import { type Colonne, colonneOf, type Dependance } from '../../../infra/trousseau/colonnes.ts'
import { idTokenPlace, totpPlace } from '../places.ts'

/** The columns of accounts that a key of the instance seals. */
export function comptesColonnes({ facteurs, envois }: Keys): readonly Colonne[] {
  return [
    colonneOf({
      nom: 'secrets d’applications de codes',
      table: 'comptes.totp',
      colonne: 'secret',
      ligne: sql<string>`compte_id::text`,
      ring: facteurs,
      placeOf: totpPlace,
    }),
    colonneOf({
      nom: 'jetons de fournisseurs, gardés pour la déconnexion',
      table: 'comptes.session',
      colonne: 'id_token',
      ligne: sql<string>`encode(empreinte, 'hex')`,
      ring: envois,
      placeOf: idTokenPlace,
    }),
  ]
}

/** What keys of the instance went into and cannot be taken out of: a passphrase is digested again when its owner next gives it. */
export function comptesEmpreintes({ phrases }: Keys): readonly Dependance[] {
  return [{ nom: 'phrases de passe', table: 'comptes.phrase', kid: sql<string>`kid`, ring: phrases }]
}
