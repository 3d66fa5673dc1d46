import { nomDemandeur } from '../../core/dossier/demandeur.ts'
import { type Langue, readTexte } from '../../core/texte.ts'
import type { Ligne, SectionImprimee } from '../../infra/pdf/documents.ts'
import type { Pdf } from '../../infra/pdf/pdf.ts'
import { formatInstant, formatNumero, formatTaille } from '../../ui/format.ts'
import { readSections } from './answers.ts'
import type { DossiersDeps } from './deps.ts'
import { helpedBy } from './helped-by.ts'
import { readDossier, shownPieces } from './lecture.ts'
import { accuseParagraphs, serviceLines } from './mails.ts'
import type { MessageRow, TraitementRow } from './store/lists.ts'
import type { Dossier } from './store/load.ts'
import { textsOf } from './texts.ts'

/** What making a PDF of a dossier needs. */
export type PdfDeps = Pick<DossiersDeps, 'demarches' | 'referentiels' | 'clock'> & { readonly pdf: Pdf }

/** The acknowledgement of the last filing, in that language; nothing where PDFs cannot be made. The same filing gives the same bytes. */
export async function recepissePdf(
  deps: PdfDeps,
  { dossier, langue }: { dossier: Dossier; langue: Langue },
): Promise<Uint8Array | undefined> {
  const { depot, deposeAt, fiche } = dossier
  if (!depot || !deposeAt) return undefined
  const { definition } = await deps.demarches.findRevision(dossier.revisionId)
  const t = textsOf(langue)
  const createdAt = new Date(depot.createdAt)
  const rendered = await deps.pdf.render(
    'recepisse',
    {
      ...(await printed(deps, { dossier, langue })),
      titre: t.recepisse.accuse,
      service: {
        titre: t.recepisse.service,
        lignes: serviceLines(fiche).map((valeur, index) => ({ libelle: SERVICE_LABELS[langue][index] ?? '', valeur })),
      },
      blocs: [
        { titre: t.recepisse.accuse, paragraphes: accuseParagraphs({ fiche, definition, deposeAt, langue }) },
        { titre: t.recepisse.ensuite, paragraphes: [readTexte(definition.presentation.apresDepot, langue)] },
      ],
    },
    { createdAt },
  )
  return rendered.kind === 'pdf' ? rendered.bytes : undefined
}

const SERVICE_LABELS: Readonly<Record<Langue, readonly string[]>> = {
  fr: ['Service', 'Téléphone', 'Horaires', 'Adresse', 'Courriel'],
  en: ['Service', 'Telephone', 'Hours', 'Address', 'E-mail'],
}

/** What was said and what happened, for the PDF of a whole dossier. */
export interface Suite {
  readonly messages: readonly MessageRow[]
  readonly traitements: readonly TraitementRow[]
}

/** A whole filed dossier, to keep or to print: answers, decision, messages, history. Nothing where PDFs cannot be made. */
export async function dossierPdf(
  deps: PdfDeps,
  {
    dossier,
    langue,
    lecteur,
    messages,
    traitements,
  }: { dossier: Dossier; langue: Langue; lecteur: 'usager' | 'agent' } & Suite,
): Promise<Uint8Array | undefined> {
  if (!dossier.depot) return undefined
  const t = textsOf(langue).suivi
  const decision = dossier.motivation === null ? [] : [{ titre: t.motivation, paragraphes: [dossier.motivation] }]
  const said = messages.map((message) => {
    const usager = lecteur === 'usager' ? t.vous : t.usager
    const helper = message.pourUsager ? message.nom : null
    const who = message.auteur === 'usager' ? (helper ?? usager) : t.service
    return `${who}, ${formatInstant(langue, message.createdAt)} : ${message.corps}`
  })
  const rendered = await deps.pdf.render(
    'dossier',
    {
      ...(await printed(deps, { dossier, langue })),
      titre: readTexte(dossier.fiche.titre, langue),
      blocs: [...decision, ...(said.length > 0 ? [{ titre: t.messages, paragraphes: said }] : [])],
      historique: {
        titre: t.historique,
        lignes: traitements.map(({ evenement, at, ...traitement }) => ({
          libelle: formatInstant(langue, at),
          valeur: [t.evenements[evenement] ?? evenement, helpedBy(langue, traitement)].filter(Boolean).join(', '),
        })),
      },
    },
    { createdAt: dossier.updatedAt },
  )
  return rendered.kind === 'pdf' ? rendered.bytes : undefined
}

async function printed(deps: PdfDeps, { dossier, langue }: { dossier: Dossier; langue: Langue }) {
  const { formulaire } = await deps.demarches.findRevision(dossier.revisionId)
  const lecture = readDossier(deps, {
    dossier: { ...dossier, ouverte: null },
    formulaire,
    now: dossier.deposeAt ?? dossier.updatedAt,
  })
  const t = textsOf(langue)
  return {
    langue,
    objet: readTexte(dossier.fiche.titre, langue),
    organisme: dossier.fiche.organismeNom,
    accent: dossier.fiche.accent,
    faits: factsOf(dossier, langue),
    titreReponses: t.suivi.reponses,
    sections: readSections(lecture, shownPieces({ ...dossier, ouverte: null }), {
      langue,
      ligne: t.verification.ligne,
    }).map(
      ({ titre, niveau, answers }): SectionImprimee => ({
        titre,
        niveau,
        lignes: answers.map(({ libelle, valeur, pieces }) => ({
          libelle,
          valeur:
            [valeur, ...pieces.map(({ nom, octets }) => `${nom} (${formatTaille(langue, octets)})`)]
              .filter(Boolean)
              .join('\n') || t.verification.sansReponse,
        })),
      }),
    ),
  }
}

function factsOf(dossier: Dossier, langue: Langue): readonly Ligne[] {
  const t = textsOf(langue)
  const { demandeur, deposeAt } = dossier
  return [
    { libelle: t.recepisse.numero, valeur: formatNumero(dossier.numero) },
    ...(demandeur ? [{ libelle: t.verification.demandeur, valeur: nomDemandeur(demandeur) }] : []),
    ...(deposeAt ? [{ libelle: t.etats.en_construction, valeur: formatInstant(langue, deposeAt) }] : []),
    { libelle: t.suivi.etat, valeur: t.etats[dossier.etat] },
  ]
}
