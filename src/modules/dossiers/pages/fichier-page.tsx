import type { ComponentChildren } from 'preact'
import type { Analyse, Ouverture } from '../../../core/dossier/analyse.ts'
import type { Langue } from '../../../core/texte.ts'
import { Actions, Button } from '../../../ui/button.tsx'
import { TextareaField } from '../../../ui/champs/textarea.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { textsOf } from '../texts.ts'

/** The most characters of the reason for releasing a file. */
export const RAISON_MAX = 500

interface FichierProps {
  readonly langue: Langue
  readonly csrf: string
  readonly nom: string
  readonly ouverture: Exclude<Ouverture, 'ouvert'>
  readonly motif: Analyse['motif']
  /** Address of the file itself: where the warning is confirmed, where one tries again. */
  readonly fichier: string
  readonly retour: string
  /** Where the file is released, for who may; what they typed when it could not be. */
  readonly liberation?:
    | { readonly action: string; readonly raison: string; readonly erreur: string | undefined }
    | undefined
}

/** In place of a file that does not open, or not without a warning: why, and what can be done. */
export function FichierPage(props: FichierProps) {
  const { langue, nom, ouverture, motif, liberation } = props
  const t = textsOf(langue).fichiers
  const words = wordsOf(langue)[ouverture]
  const erreurs = liberation?.erreur === undefined ? [] : [{ id: 'raison', texte: liberation.erreur }]
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={erreurs} />
      <p class="sur">{nom}</p>
      <h1>{words.titre}</h1>
      <p>
        {motif !== null && `${t.motifs[motif]} `}
        {words.aide}
      </p>
      <Next {...props} />
      {liberation && <Liberation {...props} {...liberation} />}
    </div>
  )
}

function wordsOf(langue: Langue): Readonly<Record<FichierProps['ouverture'], { titre: string; aide: string }>> {
  const { attente, infecte, aConfirmer, bloque } = textsOf(langue).fichiers
  return { attente, infecte, a_confirmer: aConfirmer, bloque }
}

/** The title of that page. */
export function fichierTitre(langue: Langue, ouverture: FichierProps['ouverture']): string {
  return wordsOf(langue)[ouverture].titre
}

/** What the reader can do about the file. */
function Next({ langue, csrf, ouverture, fichier, retour, liberation }: FichierProps): ComponentChildren {
  const t = textsOf(langue).fichiers
  const back = <a href={retour}>{t.retour}</a>
  switch (ouverture) {
    case 'attente':
      return (
        <Actions>
          <a href={fichier}>{t.attente.reessayer}</a>
          {back}
        </Actions>
      )
    case 'infecte':
      return <Said texte={t.infecte.remplacer}>{back}</Said>
    case 'bloque':
      return liberation ? <Actions>{back}</Actions> : <Said texte={t.bloque.demander}>{back}</Said>
    case 'a_confirmer':
      return (
        <Form action={fichier} csrf={csrf}>
          <Actions>
            <Button poids="danger">{t.aConfirmer.ouvrir}</Button>
            {back}
          </Actions>
        </Form>
      )
  }
}

function Said({ texte, children }: { readonly texte: string; readonly children: ComponentChildren }) {
  return (
    <>
      <p>{texte}</p>
      <Actions>{children}</Actions>
    </>
  )
}

function Liberation({
  langue,
  csrf,
  action,
  raison,
  erreur,
}: Pick<FichierProps, 'langue' | 'csrf'> & NonNullable<FichierProps['liberation']>) {
  const t = textsOf(langue).fichiers.liberer
  return (
    <section aria-labelledby="liberer">
      <h2 id="liberer">{t.titre}</h2>
      <p>{t.aide}</p>
      <Form action={action} csrf={csrf}>
        <TextareaField
          langue={langue}
          id="raison"
          name="raison"
          libelle={t.raison}
          aide={t.raisonAide}
          valeur={raison}
          erreur={erreur}
          limite={RAISON_MAX}
        />
        <Actions>
          <Button poids="second">{t.bouton}</Button>
        </Actions>
      </Form>
    </section>
  )
}
