import type { Etat, Evenement } from '../../../core/dossier/etat.ts'
import { allowedEvents } from '../../../core/dossier/lifecycle.ts'
import { Button, Actions as ButtonRow } from '../../../ui/button.tsx'
import { RadioField } from '../../../ui/champs/choice.tsx'
import { FileField } from '../../../ui/champs/file.tsx'
import { TextareaField } from '../../../ui/champs/textarea.tsx'
import { Details } from '../../../ui/details.tsx'
import { Form } from '../../../ui/form.tsx'
import { MESSAGE_FILE_MAX, MESSAGE_FILES_MAX, MESSAGE_MAX } from '../../dossiers/index.ts'
import { paths } from '../paths.ts'
import { MOTIVATION_MAX } from '../rules.ts'
import { textsOf } from '../texts.ts'
import type { DossierProps } from './dossier-page.tsx'

const DECISIONS = ['accept', 'refuse', 'close_without_action'] as const

/** Whether an agent may decide there. */
export function canDecide(etat: Etat): boolean {
  return DECISIONS.some((event) => may(etat, event))
}

function may(etat: Etat, event: Evenement): boolean {
  return allowedEvents(etat, 'instructeur').includes(event)
}

/** What an agent may do with the dossier where it stands. */
export function Actions(props: DossierProps) {
  const { langue, dossier } = props
  const t = textsOf(langue).dossier
  const { etat } = dossier
  return (
    <section aria-labelledby="agir" class="agir">
      <h2 id="agir">{t.agir}</h2>
      {may(etat, 'start_instruction') && (
        <Simple {...props} action={paths.prise} bouton={t.prendre} aide={t.prendreAide} poids="principal" />
      )}
      {canDecide(etat) && <Decide {...props} />}
      {may(etat, 'ask_correction') && <Correct {...props} />}
      {may(etat, 'return_to_construction') && !props.tacite && (
        <Simple {...props} action={paths.retour} bouton={t.rendre} aide={t.rendreAide} poids="second" />
      )}
      {may(etat, 'reopen') && (
        <Details titre={t.rouvrir}>
          <Simple {...props} action={paths.reouverture} bouton={t.rouvrirBouton} aide={t.rouvrirAide} poids="danger" />
        </Details>
      )}
    </section>
  )
}

interface SimpleProps extends DossierProps {
  readonly action: (numero: number, vue: string) => string
  readonly bouton: string
  readonly aide: string
  readonly poids: 'principal' | 'second' | 'danger'
}

/** One button, and what it does. */
function Simple({ csrf, cle, dossier, query, action, bouton, aide, poids }: SimpleProps) {
  return (
    <Form action={action(dossier.numero, query)} csrf={csrf} caches={[{ name: '_cle', value: cle }]}>
      <p>{aide}</p>
      <p>
        <Button poids={poids}>{bouton}</Button>
      </p>
    </Form>
  )
}

function erreurOf({ erreurs }: DossierProps, id: string): string | undefined {
  return erreurs.find((erreur) => erreur.id === id)?.texte
}

function Decide(props: DossierProps) {
  const { langue, csrf, cle, dossier, query, typed } = props
  const t = textsOf(langue).dossier
  const erreurs = { decision: erreurOf(props, 'decision'), motivation: erreurOf(props, 'motivation') }
  return (
    <Details titre={t.decider} ouvert={typed.decision !== undefined}>
      <Form action={paths.decision(dossier.numero, query)} csrf={csrf} caches={[{ name: '_cle', value: cle }]}>
        <RadioField
          langue={langue}
          id="decision"
          name="decision"
          libelle={t.decision}
          options={DECISIONS.map((value) => ({ value, texte: t.decisions[value] }))}
          valeur={typed.decision ?? ''}
          erreur={erreurs.decision}
        />
        <TextareaField
          langue={langue}
          id="motivation"
          name="motivation"
          libelle={t.motivation}
          facultatif={typed.decision !== 'refuse'}
          aide={t.motivationAide}
          limite={MOTIVATION_MAX}
          valeur={typed.motivation ?? ''}
          erreur={erreurs.motivation}
        />
        <ButtonRow>
          <Button>{t.deciderBouton}</Button>
        </ButtonRow>
      </Form>
    </Details>
  )
}

function Correct(props: DossierProps) {
  const { langue, csrf, cle, dossier, query, typed } = props
  const t = textsOf(langue)
  if (dossier.correction !== null) return <p>{t.dossier.correctionDeja}</p>
  return (
    <Details titre={t.dossier.correction} ouvert={typed.correction !== undefined}>
      <Form
        action={paths.correction(dossier.numero, query)}
        csrf={csrf}
        caches={[{ name: '_cle', value: cle }]}
        fichiers
      >
        <p>{t.dossier.correctionAide}</p>
        <RadioField
          langue={langue}
          id="correction-motif"
          name="motif"
          libelle={t.dossier.correctionMotif}
          options={(['incorrect', 'incomplet', 'perime'] as const).map((value) => ({ value, texte: t.motifs[value] }))}
          valeur={typed.motif ?? 'incorrect'}
        />
        <TextareaField
          langue={langue}
          id="correction-corps"
          name="corps"
          libelle={t.dossier.correctionTexte}
          limite={MESSAGE_MAX}
          valeur={typed.correction ?? ''}
          erreur={erreurOf(props, 'correction-corps')}
        />
        <FileField
          langue={langue}
          id="correction-fichiers"
          name="fichiers"
          libelle={t.dossier.joindre}
          facultatif
          pieces={[]}
          max={MESSAGE_FILES_MAX}
          tailleMaxEnOctets={MESSAGE_FILE_MAX}
        />
        <ButtonRow>
          <Button>{t.dossier.correctionEnvoyer}</Button>
        </ButtonRow>
      </Form>
    </Details>
  )
}
