import type { Demandeur } from '../../../core/dossier/demandeur.ts'
import { nomDemandeur } from '../../../core/dossier/demandeur.ts'
import type { Langue } from '../../../core/texte.ts'
import { Actions, Button } from '../../../ui/button.tsx'
import { ChoiceBox } from '../../../ui/champs/choice.tsx'
import { type Erreur, ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form, type Hidden } from '../../../ui/form.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { RichText } from '../../../ui/rich-text.tsx'
import { SummaryList } from '../../../ui/summary-list.tsx'
import type { AnswerSection } from '../answers.ts'
import { paths } from '../paths.ts'
import { textsOf } from '../texts.ts'
import { AnswersView } from './answers-view.tsx'
import type { FichierAcces } from './fichier-list.tsx'

interface VerificationProps {
  readonly langue: Langue
  readonly csrf: string
  readonly caches: readonly Hidden[]
  readonly numero: number
  readonly titre: string
  readonly demandeur: Demandeur | null
  readonly sections: readonly AnswerSection[]
  readonly acces: FichierAcces
  readonly ensuite: string
  readonly engagement: string
  /** Already filed once: this files the changes. */
  readonly redepot: boolean
  /** Answers to correct before filing, each leading to its step; the engagement to take. */
  readonly erreurs: readonly Erreur[]
  readonly problemes: readonly { readonly href: string; readonly texte: string }[]
  readonly ineligible?: string | undefined
  /** Whose dossier it is, for who may prepare and not file. */
  readonly mandant?: string | undefined
  /** Whether that person has just been told that it is ready; `non`: nobody knows where to write. */
  readonly prevenu?: 'oui' | 'non' | undefined
}

/** Everything answered, to be read again, changed, and filed with a sworn statement. */
export function VerificationPage(props: VerificationProps) {
  const { langue, numero, titre, demandeur, sections, ensuite, erreurs, problemes, ineligible, acces } = props
  const t = textsOf(langue).verification
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={erreurs} />
      {problemes.length > 0 && (
        <div class="resume" role="alert" tabindex={-1} data-resume>
          <h2>{t.incomplet}</h2>
          <ul>
            {problemes.map(({ href, texte }) => (
              <li key={href}>
                <a href={href}>{texte}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {ineligible !== undefined && (
        <Notice langue={langue} sens="erreur" titre={t.ineligible} annonce>
          <RichText texte={ineligible} />
        </Notice>
      )}
      <p class="sur">{titre}</p>
      <h1>{t.titre}</h1>
      <p>{t.aide}</p>
      {demandeur !== null && (
        <>
          <h2>{t.demandeur}</h2>
          <SummaryList
            langue={langue}
            lignes={[
              {
                cle: 'demandeur',
                libelle: t.demandeur,
                valeur: <span class="lignes">{`${nomDemandeur(demandeur)}\n${demandeur.courriel}`}</span>,
                modifier: props.redepot ? undefined : paths.demandeur(numero),
              },
            ]}
          />
        </>
      )}
      <h2>{textsOf(langue).suivi.reponses}</h2>
      <AnswersView
        langue={langue}
        sections={sections}
        acces={acces}
        modifier={(answer) => `${paths.etape(numero, answer.etape)}#c${answer.cle}`}
      />
      <h2>{t.ensuite}</h2>
      <RichText texte={ensuite} />
      {props.mandant === undefined ? <FilingForm {...props} /> : <ReadyForm {...props} mandant={props.mandant} />}
    </div>
  )
}

/** In place of filing, for who may prepare only: its usager is told that it is ready. */
function ReadyForm({ langue, csrf, numero, mandant, prevenu }: VerificationProps & { readonly mandant: string }) {
  const t = textsOf(langue).mandats.depot
  return (
    <>
      {prevenu !== undefined && (
        <Notice langue={langue} sens={prevenu === 'oui' ? 'succes' : 'attention'} annonce>
          <p>{prevenu === 'oui' ? t.prevenu(mandant) : t.sansAdresse(mandant)}</p>
        </Notice>
      )}
      <p>{t.pasLeDroitAide(mandant)}</p>
      <Form action={paths.pret(numero)} csrf={csrf}>
        <Actions>
          <Button>{t.prevenir(mandant)}</Button>
        </Actions>
      </Form>
    </>
  )
}

function FilingForm({ langue, csrf, caches, numero, engagement, redepot, erreurs }: VerificationProps) {
  const t = textsOf(langue).verification
  const invalid = erreurs.length > 0
  return (
    <Form action={paths.depot(numero)} csrf={csrf} caches={caches}>
      <fieldset class="champ" data-invalid={invalid || undefined}>
        <legend class="champ__titre">{t.engagement}</legend>
        {invalid && <p class="champ__erreur">{t.engagementRequis}</p>}
        <ChoiceBox
          type="checkbox"
          id="engagement"
          name="engagement"
          option={{ value: 'oui', texte: engagement }}
          checked={false}
          invalid={invalid}
        />
      </fieldset>
      <Actions>
        <Button>{redepot ? t.redeposer : t.deposer}</Button>
        <a href={paths.mesDossiers()}>{textsOf(langue).etape.enregistrer}</a>
      </Actions>
    </Form>
  )
}
