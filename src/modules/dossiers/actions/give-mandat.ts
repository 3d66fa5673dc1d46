import type { Recu } from '../../../infra/files/fichier.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { once } from '../../../infra/http/idempotence.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import { mandatMail } from '../mails.ts'
import { type Droit, type Duree, finOf } from '../mandat.ts'
import { paths } from '../paths.ts'
import { type Dossier, findForUsager, type Tx } from '../store/load.ts'
import { type Portee, upsertMandat } from '../store/mandat-moves.ts'
import { listGiven } from '../store/mandats.ts'
import { keepSigned } from './keep-signed.ts'

const DAY = 86_400_000

/** How many people may help at once with a dossier, or with a démarche. */
export const MANDATS_MAX = 10

/** What a mandate is asked for. */
export type AskedPortee =
  | { readonly kind: 'dossier'; readonly numero: number }
  | { readonly kind: 'demarche'; readonly slug: string }

/** A mandate to give. */
export interface GiveMandat {
  readonly portee: AskedPortee
  readonly usager: Usager
  readonly courriel: string
  readonly droit: Droit
  readonly mois: Duree
  /** The mandate signed on paper, for one dossier: it is kept with it. */
  readonly signe?: Recu | undefined
  /** That of the form: sent twice, it is given once. */
  readonly cle: string
  readonly now: Date
}

/** What came of giving a mandate. */
export type Given = { readonly outcome: 'given' | 'not_owner' | 'too_many' }

/**
 * Gives somebody, by their address, the right to help with one dossier or one démarche, until a day; they get a link, valid
 * fourteen days, and use their own account. Given again, its right and its end replace those it had. Its usager alone may.
 */
export async function giveMandat(deps: DossiersDeps, asked: GiveMandat): Promise<Given> {
  const { usager, portee } = asked
  // Read before the transaction: what reads it asks for a connection, and ten people who hold one would wait for each other.
  const demarche = portee.kind === 'demarche' ? await aboutDemarche(deps, { slug: portee.slug, usager }) : undefined
  return asUsager(deps, usager, async (tx): Promise<Given> => {
    const about = portee.kind === 'dossier' ? await aboutDossier(deps, tx, { numero: portee.numero, usager }) : demarche
    if (!about) return { outcome: 'not_owner' }
    return once(tx, `mandat.give:${about.objet}:${usager.compteId}:${asked.cle}`, () =>
      give(deps, tx, { ...asked, about }),
    )
  })
}

async function give(deps: DossiersDeps, tx: Tx, asked: GiveMandat & { readonly about: About }): Promise<Given> {
  const { about, usager, courriel, droit, mois, signe, cle, now } = asked
  if ((await countOthers(tx, { about, usager, courriel })) >= MANDATS_MAX) return { outcome: 'too_many' }
  const finAt = finOf(now, mois)
  const { dossier } = about
  const kept =
    signe && dossier ? await keepSigned(deps, tx, { dossier, recu: signe, compteId: usager.compteId, now }) : undefined
  const id = await upsertMandat(tx, { portee: about.portee, courriel, droit, finAt, signe: kept, now })
  const lien = await deps.makeLien(tx, {
    usage: 'invitation_dossier',
    courriel,
    retour: dossier ? paths.invitation(dossier.numero) : paths.invitationMandat(),
    donnees: { mandat: id },
    expiresAt: new Date(now.getTime() + 14 * DAY),
    now,
  })
  const { fiche } = about
  await deps.sendMail(tx, mandatMail({ id, fiche, droit, finAt, courriel, lien, langue: usager.langue, cle, now }))
  await writeJournal(tx, {
    at: now,
    role: 'usager',
    compteId: usager.compteId,
    organismeId: about.organismeId,
    action: 'mandat.give',
    objet: about.objet,
    meta: { mandat: id, droit, mois },
  })
  return { outcome: 'given' }
}

interface About {
  readonly portee: Portee
  readonly fiche: { readonly titre: MailTitre; readonly organismeNom: string }
  readonly organismeId: string
  readonly objet: string
  /** Locked; absent for a whole démarche. */
  readonly dossier?: Dossier
}

type MailTitre = Parameters<typeof mandatMail>[0]['fiche']['titre']

/** A dossier, locked; nothing for somebody who helps. @throws {NotFound} when who asks has no such dossier. */
async function aboutDossier(
  deps: DossiersDeps,
  tx: Tx,
  { numero, usager }: { readonly numero: number; readonly usager: Usager },
): Promise<About | undefined> {
  const dossier = await findForUsager(deps, tx, { numero, compteId: usager.compteId, lock: true })
  if (!dossier) throw new NotFound()
  if (dossier.mandat) return undefined
  const { id, organismeId, fiche } = dossier
  return { portee: { kind: 'dossier', dossierId: id }, fiche, organismeId, objet: `dossier:${id}`, dossier }
}

/** A published démarche. @throws {NotFound} when there is none of that name. */
async function aboutDemarche(
  deps: DossiersDeps,
  { slug, usager }: { readonly slug: string; readonly usager: Usager },
): Promise<About> {
  const demarche = await deps.demarches.findPublished(slug)
  if (!demarche) throw new NotFound()
  const { definition } = await deps.demarches.findRevision(demarche.revisionId)
  return {
    portee: { kind: 'demarche', demarcheId: demarche.id, mandantId: usager.compteId },
    fiche: { titre: definition.presentation.titre, organismeNom: demarche.organisme.nom },
    organismeId: demarche.organismeId,
    objet: `demarche:${demarche.id}`,
  }
}

async function countOthers(
  tx: Tx,
  { about, usager, courriel }: { about: About; usager: Usager; courriel: string },
): Promise<number> {
  const given = await listGiven(tx, usager.compteId)
  return given.filter((one) => one.objet === about.objet && one.courriel !== courriel).length
}
