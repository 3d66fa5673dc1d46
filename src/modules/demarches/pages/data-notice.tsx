import type { Definition } from '../../../core/schema/definition.ts'
import { type Langue, readTexte } from '../../../core/texte.ts'
import { Details } from '../../../ui/details.tsx'
import { RichText } from '../../../ui/rich-text.tsx'
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

/** What the law wants said of personal data (RGPD, article 13), written from the definition of the démarche. */
export function DataNotice({ langue, definition, responsable, service }: NoticeProps) {
  const t = textsOf(langue).donnees
  const { finalite, baseLegale, conservationEnMois } = definition.donneesPersonnelles
  return (
    <Details titre={t.resume}>
      <dl>
        <dt>{t.responsable}</dt>
        <dd>{responsable}</dd>
        <dt>{t.finalite}</dt>
        <dd>
          <RichText texte={readTexte(finalite, langue)} />
        </dd>
        <dt>{t.base}</dt>
        <dd>{t.bases[baseLegale]}</dd>
        <dt>{t.categories}</dt>
        <dd>
          <ul>
            {categoriesOf(definition).map((categorie) => (
              <li key={categorie}>{t.categorie[categorie]}</li>
            ))}
          </ul>
        </dd>
        <dt>{t.destinataires}</dt>
        <dd>{t.agents(service.nom, responsable)}</dd>
        <dt>{t.conservation}</dt>
        <dd>{t.mois(conservationEnMois)}</dd>
        <dt>{t.droits}</dt>
        <dd>
          <ul>
            {droitsOf(definition.donneesPersonnelles).map((droit) => (
              <li key={droit}>{t.droit[droit]}</li>
            ))}
          </ul>
          <p>
            {t.exercer} <Contact texte={service.dpo} />
          </p>
          <RichText texte={t.cnil} />
        </dd>
      </dl>
    </Details>
  )
}
