import { silenceTakesEffectOn } from '../../core/dossier/silence.ts'
import { type Jour, jourOf } from '../../core/jour.ts'
import type { Definition } from '../../core/schema/definition.ts'
import { type Langue, readTexte } from '../../core/texte.ts'
import type { Mail } from '../../infra/mail/queue.ts'
import { formatDate, formatInstant, formatJour, formatNumero } from '../../ui/format.ts'
import type { DossiersDeps, Usager } from './deps.ts'
import { type Droit, lastDay } from './mandat.ts'
import { paths } from './paths.ts'
import type { Dossier, Fiche } from './store/load.ts'
import { textsOf } from './texts.ts'

/** Name, telephone, hours, address and e-mail of the service, on separate lines; what is unknown is left out. */
export function serviceLines(fiche: Fiche): readonly string[] {
  return [
    fiche.serviceNom ?? fiche.organismeNom,
    fiche.telephone,
    fiche.horaires,
    fiche.adresse,
    fiche.serviceCourriel,
  ].filter((line): line is string => line !== null && line !== '')
}

/**
 * What an accusé de réception must say (CRPA R112-5): date of reception, service in charge, what silence means and when,
 * and the means of appeal when it means a refusal. One paragraph an entry.
 */
export function accuseParagraphs({
  fiche,
  definition,
  deposeAt,
  langue,
}: {
  fiche: Fiche
  definition: Definition
  deposeAt: Date
  langue: Langue
}): readonly string[] {
  const texts = textsOf(langue).accuse
  const effetLe = silenceTakesEffectOn(jourOf(deposeAt), definition.silence)
  const silence =
    effetLe === undefined
      ? [texts.sansObjet]
      : [
          definition.silence.effet === 'accord'
            ? texts.accord(formatJour(langue, effetLe))
            : texts.rejet(formatJour(langue, effetLe)),
          texts.incomplet,
        ]
  return [texts.recu(formatInstant(langue, deposeAt)), texts.joindre(serviceLines(fiche).join(' · ')), ...silence]
}

/** The acknowledgement of a filing, in the usager's language. One row a filing: the key says so. */
export function recepisseMail(
  deps: Pick<DossiersDeps, 'absolute'>,
  { dossier, definition, first, now }: { dossier: Dossier; definition: Definition; first: boolean; now: Date },
): Mail {
  const { langue, fiche, numero } = dossier
  const texts = textsOf(langue).courriels
  const titre = readTexte(fiche.titre, langue)
  const sujet = first ? texts.recepisse.sujet : texts.recepisse.sujetModifie
  return {
    cle: `recepisse:${dossier.id}:${dossier.ouverte?.id ?? ''}`,
    destinataire: dossier.demandeur?.courriel ?? '',
    langue,
    sujet: sujet(titre, formatNumero(numero)),
    titre: texts.recepisse.titre,
    paragraphes: [
      texts.bonjour,
      texts.recepisse.numero(formatNumero(numero)),
      ...accuseParagraphs({ fiche, definition, deposeAt: dossier.deposeAt ?? now, langue }),
      readTexte(definition.presentation.apresDepot, langue),
    ],
    lien: { texte: texts.recepisse.bouton, adresse: deps.absolute(paths.dossier(numero)) },
    createdAt: now,
  }
}

/** A mandate as its mail tells it. */
export interface ToldMandat {
  readonly id: string
  readonly fiche: Pick<Fiche, 'titre' | 'organismeNom'>
  readonly droit: Droit
  readonly finAt: Date
  readonly courriel: string
  readonly lien: string
  readonly langue: Langue
  /** That of the form that gave it. */
  readonly cle: string
  readonly now: Date
}

/** A mandate offered to who is asked to help, in the language of who asks. */
export function mandatMail({ id, fiche, droit, finAt, courriel, lien, langue, cle, now }: ToldMandat): Mail {
  const texts = textsOf(langue)
  const titre = readTexte(fiche.titre, langue)
  return {
    cle: `mandat:${id}:${cle}`,
    destinataire: courriel,
    langue,
    sujet: texts.mandats.mail.sujet(titre),
    titre: texts.mandats.invitation.titre,
    paragraphes: [
      texts.courriels.bonjour,
      texts.mandats.mail.texte(titre, fiche.organismeNom),
      `${texts.mandats.droits[droit]}. ${texts.mandats.jusquau(formatDate(langue, lastDay(finAt)))}`,
    ],
    lien: { texte: texts.mandats.mail.bouton, adresse: lien },
    createdAt: now,
  }
}

/** Who is told that a helper prepared a dossier, or filed it. */
export interface ToldUsager {
  readonly dossier: Dossier
  /** Who helped, as the usager knows them. */
  readonly aidant: string
  readonly destinataire: string
  readonly langue: Langue
  readonly now: Date
}

/** A helper says that a dossier is ready to be checked and filed by its usager. One a version saved: the key says so. */
export function pretMail(deps: Pick<DossiersDeps, 'absolute'>, told: ToldUsager): Mail {
  const { dossier } = told
  const cle = `pret:${dossier.id}:${dossier.ouverte?.id ?? ''}:${dossier.ouverte?.numero ?? 0}`
  return toUsager(deps, { ...told, cle, texts: textsOf(told.langue).mandats.pretMail })
}

/** A helper filed a dossier for its usager. One a filing: the key says so. */
export function deposePourMail(deps: Pick<DossiersDeps, 'absolute'>, told: ToldUsager): Mail {
  const { dossier } = told
  const cle = `depose-pour:${dossier.id}:${dossier.ouverte?.id ?? ''}`
  return toUsager(deps, { ...told, cle, texts: textsOf(told.langue).mandats.deposeMail })
}

interface ToUsager extends ToldUsager {
  readonly cle: string
  readonly texts: {
    readonly sujet: (demarche: string) => string
    readonly texte: (aidant: string, demarche: string) => string
    readonly bouton: string
  }
}

function toUsager(
  deps: Pick<DossiersDeps, 'absolute'>,
  { dossier, aidant, destinataire, langue, now, cle, texts }: ToUsager,
): Mail {
  const titre = readTexte(dossier.fiche.titre, langue)
  return {
    cle,
    destinataire,
    langue,
    sujet: texts.sujet(titre),
    titre: texts.sujet(titre),
    paragraphes: [textsOf(langue).courriels.bonjour, texts.texte(aidant, titre)],
    lien: { texte: texts.bouton, adresse: deps.absolute(paths.dossier(dossier.numero)) },
    createdAt: now,
  }
}

/** The address of a draft, to come back to it from another device; `cle` is that of the form that asked. */
export function repriseMail(
  deps: Pick<DossiersDeps, 'absolute'>,
  {
    dossier,
    courriel,
    usager,
    cle,
    now,
  }: { dossier: Dossier; courriel: string; usager: Usager; cle: string; now: Date },
): Mail {
  const { langue, compteId } = usager
  const texts = textsOf(langue).courriels
  const titre = readTexte(dossier.fiche.titre, langue)
  return {
    cle: `reprise:${dossier.id}:${compteId}:${cle}`,
    destinataire: courriel,
    langue,
    sujet: texts.reprise.sujet(titre),
    titre: texts.reprise.titre,
    paragraphes: [texts.bonjour, texts.reprise.texte],
    lien: { texte: texts.reprise.bouton, adresse: deps.absolute(paths.dossier(dossier.numero)) },
    createdAt: now,
  }
}

/**
 * Tells that a dossier will be deleted on that day unless it changes; nothing when nobody said where to write to.
 * `deps.absolute` gives the address where it can still be read.
 */
export function preavisMail(
  deps: Pick<DossiersDeps, 'absolute'>,
  { dossier, expireLe, now }: { dossier: Dossier; expireLe: Jour; now: Date },
): Mail | undefined {
  const { langue, demandeur } = dossier
  if (!demandeur) return undefined
  const texts = textsOf(langue).courriels
  const titre = readTexte(dossier.fiche.titre, langue)
  const words = dossier.etat === 'brouillon' ? texts.preavis.brouillon : texts.preavis.dossier
  return {
    cle: `preavis:${dossier.id}:${expireLe}`,
    destinataire: demandeur.courriel,
    langue,
    sujet: texts.preavis.sujet(titre, formatNumero(dossier.numero)),
    titre: texts.preavis.titre,
    paragraphes: [texts.bonjour, words(formatJour(langue, expireLe))],
    lien: { texte: texts.recepisse.bouton, adresse: deps.absolute(paths.dossier(dossier.numero)) },
    createdAt: now,
  }
}

/** Tells who brought a file that a virus was found in it; nothing when nobody knows where to write to. */
export function infecteMail(
  deps: Pick<DossiersDeps, 'absolute'>,
  { dossier, fichier, to, now }: { dossier: Dossier; fichier: { id: string; nom: string }; to: Receiver; now: Date },
): Mail | undefined {
  const destinataire = to.courriel ?? dossier.demandeur?.courriel
  if (destinataire === undefined) return undefined
  const langue = to.langue ?? dossier.langue
  const texts = textsOf(langue)
  const titre = readTexte(dossier.fiche.titre, langue)
  const numero = formatNumero(dossier.numero)
  const t = texts.fichiers.courriel
  return {
    cle: `infecte:${fichier.id}:${dossier.id}`,
    destinataire,
    langue,
    sujet: t.sujet(titre, numero),
    titre: t.titre,
    paragraphes: [texts.courriels.bonjour, t.texte(fichier.nom, numero), t.remplacer],
    lien: { texte: texts.courriels.recepisse.bouton, adresse: deps.absolute(paths.dossier(dossier.numero)) },
    createdAt: now,
  }
}

/** Where to write to somebody, as far as it is known. */
interface Receiver {
  readonly courriel: string | null
  readonly langue: Langue | null
}
