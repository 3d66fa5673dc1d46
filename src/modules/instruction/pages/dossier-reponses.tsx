import { formatDate, formatNombre, formatTaille } from '../../../ui/format.ts'
import { SummaryList, type SummaryRow } from '../../../ui/summary-list.tsx'
import { AnswersView } from '../../dossiers/index.ts'
import { paths } from '../paths.ts'
import { textsOf } from '../texts.ts'
import type { DossierProps } from './dossier-page.tsx'

/** Who asks, and how to reach them. */
export function Asker({ langue, dossier }: DossierProps) {
  const t = textsOf(langue).dossier
  const { demandeur } = dossier
  if (!demandeur) return null
  const { mandataire, telephone } = demandeur
  const rows: readonly (SummaryRow | false)[] = [
    { cle: 'demandeur', libelle: t.demandeur, valeur: dossier.demandeurNom ?? '' },
    demandeur.kind === 'organisation' && { cle: 'siret', libelle: t.siret, valeur: demandeur.siret },
    mandataire !== undefined && {
      cle: 'mandataire',
      libelle: t.mandataire,
      valeur: `${mandataire.prenom} ${mandataire.nom}`,
    },
    { cle: 'courriel', libelle: t.courriel, valeur: <a href={`mailto:${demandeur.courriel}`}>{demandeur.courriel}</a> },
    telephone !== undefined && {
      cle: 'telephone',
      libelle: t.telephone,
      valeur: <a href={`tel:${telephone.replaceAll(/[^\d+]/g, '')}`}>{telephone}</a>,
    },
  ]
  return (
    <section aria-labelledby="demandeur">
      <h2 id="demandeur">{t.demandeur}</h2>
      <SummaryList langue={langue} lignes={rows.filter((row) => row !== false)} />
      {dossier.traiteAt !== null && (
        <>
          <h2>{t.decisionDu(formatDate(langue, dossier.traiteAt))}</h2>
          <p class="lignes">{dossier.motivation ?? t.sansMotivation}</p>
        </>
      )}
    </section>
  )
}

/** What was answered, with what changed since this agent last looked. */
export function Answers({ langue, sections, acces, changes, compareeAu, depotPrecedent }: DossierProps) {
  const t = textsOf(langue).dossier
  const modifiee = compareeAu === undefined ? t.modifie : t.modifieDepuis(compareeAu)
  return (
    <section aria-labelledby="reponses">
      <h2 id="reponses">{t.reponses}</h2>
      {depotPrecedent !== undefined && (
        <p>
          <a href={depotPrecedent}>{t.comparer}</a>
        </p>
      )}
      <AnswersView
        langue={langue}
        sections={sections}
        acces={acces}
        change={({ cle }) => {
          const change = changes.byCle.get(cle)
          if (!change) return undefined
          return change.kind === 'modifiee'
            ? { mention: modifiee, avant: t.avant(change.avant) }
            : { mention: t.ajoute }
        }}
      />
      {changes.effacees.length > 0 && (
        <>
          <h3>{t.effacees}</h3>
          <SummaryList
            langue={langue}
            lignes={changes.effacees.map(({ cle, libelle, avant }) => ({ cle, libelle, valeur: t.avant(avant) }))}
          />
        </>
      )}
    </section>
  )
}

/** The files together, and the dossier as a document to print. */
export function Files({ langue, dossier, pieces, pdf }: DossierProps) {
  const t = textsOf(langue).dossier
  const octets = pieces.reduce((sum, piece) => sum + piece.octets, 0)
  const resume = t.nFichiers(pieces.length, formatNombre(langue, pieces.length), formatTaille(langue, octets))
  return (
    <section aria-labelledby="fichiers-joints">
      <h2 id="fichiers-joints">{t.fichiers}</h2>
      {pieces.length === 0 ? (
        <p>{t.aucunFichier}</p>
      ) : (
        <p>
          <a href={paths.archive(dossier.numero)}>{t.toutTelecharger}</a> <span class="discret">({resume})</span>
        </p>
      )}
      {pdf && (
        <p>
          <a href={paths.pdf(dossier.numero)}>{t.pdf}</a>
        </p>
      )}
    </section>
  )
}
