import type { Transaction } from 'kysely'
import { DEMO_ACCOUNTS, DEMO_CLIENT, type DemoProfil, demoEmetteur, demoSubject } from '../infra/fakes/demo-accounts.ts'
import { ensureCompte } from '../modules/comptes/index.ts'
import { pick, type Random } from '../modules/demarches/demonstration/random.ts'
import { NOMS, PRENOMS } from '../modules/demarches/demonstration/vocabulaire.ts'

/** Somebody of the demonstration. */
export interface Personne {
  readonly compteId: string
  readonly courriel: string
  readonly prenom: string
  readonly nom: string
}

// biome-ignore lint/suspicious/noExplicitAny: each module picks its own tables (house.md)
type AnyTx = Transaction<any>

/** The accounts that sign in with one button, by what they do. */
export async function makeAccounts(tx: AnyTx, { now }: { now: Date }): Promise<ReadonlyMap<DemoProfil, Personne>> {
  const people = new Map<DemoProfil, Personne>()
  for (const account of DEMO_ACCOUNTS) {
    const { prenom = '', nom, courriel, profil } = account
    const idp = account.siret === undefined ? 'fc' : 'proconnect'
    const compte = await ensureCompte(tx, {
      emetteur: demoEmetteur(idp),
      client: DEMO_CLIENT,
      sujet: demoSubject(idp, account.id),
      prenom,
      nom,
      courriel,
      courrielVerifie: true,
      langue: 'fr',
      now,
    })
    people.set(profil, { compteId: compte.id, courriel, prenom, nom })
  }
  return people
}

/** Other fictitious people, known by an identity that opens no door. */
export async function makePeople(
  tx: AnyTx,
  { count, random, now }: { count: number; random: Random; now: Date },
): Promise<readonly Personne[]> {
  const people: Personne[] = []
  for (let rank = 1; rank <= count; rank += 1) {
    const prenom = pick(random, PRENOMS)
    const nom = pick(random, NOMS)
    const courriel = `${`${prenom}.${nom}.${rank}`
      .normalize('NFD')
      .replaceAll(/[^a-zA-Z0-9.]/g, '')
      .toLowerCase()}@exemple.fr`
    const compte = await ensureCompte(tx, {
      emetteur: demoEmetteur('fc'),
      client: 'fictif',
      sujet: `fictif-${rank}`,
      prenom,
      nom,
      courriel,
      courrielVerifie: true,
      langue: rank % 9 === 0 ? 'en' : 'fr',
      now,
    })
    people.push({ compteId: compte.id, courriel, prenom, nom })
  }
  return people
}
