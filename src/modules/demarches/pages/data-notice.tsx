import type { Definition } from '../../../core/schema/definition.ts'
import { type Langue, readTexte } from '../../../core/texte.ts'
import { Details } from '../../../ui/details.tsx'
import { RichText } from '../../../ui/rich-text.tsx'
import { SummaryList } from '../../../ui/summary-list.tsx'
import { categoriesOf, droitsOf } from '../rules.ts'
import { textsOf } from '../texts.ts'
import { Contact } from './service-contact.tsx'

interface NoticeProps {
  readonly langue: Langue
  readonly definition: Pick<Definition, 'donneesPersonnelles' | 'champs' | 'demandeurs'>
  /** Who decides of the processing: the organisme of the démarche. */
  readonly responsable: string
  readonly service: { readonly nom: string; readonly dpo: string }
}

function Items({ textes }: { readonly textes: readonly string[] }) {
  return (
    <ul>
      {textes.map((texte) => (
        <li key={texte}>{texte}</li>
      ))}
    </ul>
  )
}

function Rights({ langue, definition, service }: NoticeProps) {
  const t = textsOf(langue).donnees
  return (
    <>
      <Items textes={droitsOf(definition.donneesPersonnelles).map((droit) => t.droit[droit])} />
      {service.dpo.trim() === '' ? (
        <p>{t.exercerService(service.nom)}</p>
      ) : (
        <p>
          {t.exercer} <Contact texte={service.dpo} />
        </p>
      )}
      <RichText texte={t.cnil} />
    </>
  )
}

/** What the law wants said of personal data (RGPD, article 13), written from the definition of the démarche. */
export function DataNotice(props: NoticeProps) {
  const { langue, definition, responsable, service } = props
  const t = textsOf(langue).donnees
  const { finalite, baseLegale, conservationEnMois } = definition.donneesPersonnelles
  const categories = categoriesOf(definition).map((categorie) => t.categorie[categorie])
  return (
    <Details titre={t.resume}>
      <SummaryList
        langue={langue}
        lignes={[
          { cle: 'responsable', libelle: t.responsable, valeur: responsable },
          { cle: 'finalite', libelle: t.finalite, valeur: readTexte(finalite, langue) },
          { cle: 'base', libelle: t.base, valeur: t.bases[baseLegale] },
          { cle: 'categories', libelle: t.categories, valeur: <Items textes={categories} /> },
          { cle: 'destinataires', libelle: t.destinataires, valeur: t.agents(service.nom, responsable) },
          { cle: 'conservation', libelle: t.conservation, valeur: t.mois(conservationEnMois) },
          { cle: 'droits', libelle: t.droits, valeur: <Rights {...props} /> },
        ]}
      />
    </Details>
  )
}
