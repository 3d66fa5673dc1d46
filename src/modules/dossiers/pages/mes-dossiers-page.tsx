import type { Langue } from '../../../core/texte.ts'
import { readTexte } from '../../../core/texte.ts'
import { EtatBadge, Tag } from '../../../ui/badge.tsx'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { type CardData, Cards } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Form } from '../../../ui/form.tsx'
import { formatDate, formatNumero } from '../../../ui/format.ts'
import { Notice } from '../../../ui/notice.tsx'
import { paths } from '../paths.ts'
import type { MonDossier } from '../store/lists.ts'
import { textsOf } from '../texts.ts'

interface MesDossiersProps {
  readonly langue: Langue
  readonly csrf: string
  readonly dossiers: readonly MonDossier[]
  /** Where démarches are found. */
  readonly demarches: string
  /** A dossier that has just been put in the trash, and may be taken back. */
  readonly supprime?: number | undefined
  readonly restaure: boolean
}

/** Every dossier of a person, drafts first so that nobody begins twice. */
export function MesDossiersPage({ langue, csrf, dossiers, demarches, supprime, restaure }: MesDossiersProps) {
  const t = textsOf(langue).mesDossiers
  const brouillons = dossiers.filter((dossier) => dossier.etat === 'brouillon')
  const deposes = dossiers.filter((dossier) => dossier.etat !== 'brouillon')
  return (
    <>
      <h1>{t.titre}</h1>
      {supprime !== undefined && (
        <Notice langue={langue} sens="information" annonce>
          <p>{t.supprime}</p>
          <Form action={paths.restauration(supprime)} csrf={csrf}>
            <Button poids="second" petit>
              {t.reprendreCorbeille}
            </Button>
          </Form>
        </Notice>
      )}
      {restaure && (
        <Notice langue={langue} sens="succes" annonce>
          <p>{t.restaure}</p>
        </Notice>
      )}
      <p>
        <a href={paths.mandats()}>{textsOf(langue).mandats.page.titre}</a>
      </p>
      {dossiers.length === 0 && (
        <EmptyState titre={t.aucun}>
          <p>{t.aucunAide}</p>
          <LinkButton href={demarches}>{t.chercher}</LinkButton>
        </EmptyState>
      )}
      {brouillons.length > 0 && (
        <section aria-labelledby="brouillons">
          <h2 id="brouillons">{t.brouillons}</h2>
          <Cards cartes={brouillons.map((dossier) => cardOf(langue, dossier))} />
        </section>
      )}
      {deposes.length > 0 && (
        <section aria-labelledby="deposes">
          <h2 id="deposes">{t.deposes}</h2>
          <Cards cartes={deposes.map((dossier) => cardOf(langue, dossier))} />
        </section>
      )}
    </>
  )
}

function cardOf(langue: Langue, dossier: MonDossier): CardData {
  const { mesDossiers: t, mandats } = textsOf(langue)
  const dates = dossier.deposeAt
    ? t.deposeLe(formatDate(langue, dossier.deposeAt))
    : t.modifieLe(formatDate(langue, dossier.updatedAt))
  return {
    href: paths.dossier(dossier.numero),
    titre: readTexte(dossier.titre, langue),
    sur: `${t.numero(formatNumero(dossier.numero))} · ${dossier.organismeNom}`,
    resume: [dates, dossier.demandeurNom === null ? '' : t.pour(dossier.demandeurNom)].filter(Boolean).join(', '),
    bas: (
      <>
        <EtatBadge langue={langue} etat={dossier.etat} mot={textsOf(langue).etats[dossier.etat]} />{' '}
        {dossier.aCorriger && <Tag sens="attention" texte={t.aCorriger} />}{' '}
        {dossier.pour !== null && <Tag sens="neutre" texte={t.vousAidez(dossier.pour || mandats.quelquun)} />}
      </>
    ),
  }
}
