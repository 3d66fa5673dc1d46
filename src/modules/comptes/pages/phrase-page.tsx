import type { Langue } from '../../../core/texte.ts'
import { Actions, Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/champs/text.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'
import { CourrielField } from './courriel-page.tsx'

interface ConnexionProps {
  readonly langue: Langue
  readonly csrf: string
  readonly retour: string
  /** As typed. */
  readonly courriel: string
  readonly erreur?: string | undefined
}

/** Asks for an address and its passphrase, which is never shown again. */
export function ConnexionPhrasePage({ langue, csrf, retour, courriel, erreur }: ConnexionProps) {
  const t = comptesTexts(langue).phrase.connexion
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={erreur === undefined ? [] : [{ id: 'phrase', texte: erreur }]} />
      <h1>{t.titre}</h1>
      <Form action={paths.phrase()} csrf={csrf} caches={[{ name: 'retour', value: retour }]}>
        <CourrielField langue={langue} courriel={courriel} erreur={undefined} sansAide />
        <TextField
          {...{ langue, id: 'phrase', name: 'phrase', libelle: t.phrase, erreur, valeur: '' }}
          type="password"
          autocomplete="current-password"
          code
        />
        <Actions>
          <Button>{t.bouton}</Button>
        </Actions>
      </Form>
      <p>
        <a href={paths.courriel(retour)}>{t.lien}</a>
      </p>
      <p>
        <a href={paths.connexion(retour)}>{comptesTexts(langue).courriel.autresFacons}</a>
      </p>
    </div>
  )
}

/** What was refused of a choice, with the sentence that says how to mend it. */
export interface ChoixErreur {
  readonly champ: 'actuelle' | 'phrase'
  readonly texte: string
}

interface ChoixProps {
  readonly langue: Langue
  readonly csrf: string
  readonly courriel: string
  /** The key of the form. */
  readonly cle: string
  /** Whether the one that they have must be given. */
  readonly demandeActuelle: boolean
  readonly minimum: number
  /** One drawn at random, to be taken or left. */
  readonly exemple: string
  readonly erreur?: ChoixErreur | undefined
}

/** Chooses a passphrase, or changes it. Nothing typed is shown again. */
export function ChoixPhrasePage(props: ChoixProps) {
  const { langue, csrf, courriel, cle, demandeActuelle, minimum, exemple, erreur } = props
  const t = comptesTexts(langue).phrase.choix
  const erreurOf = (champ: ChoixErreur['champ']) => (erreur?.champ === champ ? erreur.texte : undefined)
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={erreur === undefined ? [] : [{ id: erreur.champ, texte: erreur.texte }]} />
      <h1>{t.titre}</h1>
      <p>{t.explication}</p>
      <p>
        {t.exemple} <code>{exemple}</code>
      </p>
      <Form action={paths.choixPhrase()} csrf={csrf} caches={[{ name: '_cle', value: cle }]}>
        {/* Password managers keep a passphrase under the name that goes with it. */}
        <input type="text" name="courriel" value={courriel} autocomplete="username" hidden readOnly />
        {demandeActuelle && (
          <TextField
            {...{ langue, id: 'actuelle', name: 'actuelle', libelle: t.actuelle, valeur: '' }}
            erreur={erreurOf('actuelle')}
            type="password"
            autocomplete="current-password"
            code
          />
        )}
        <TextField
          {...{ langue, id: 'phrase', name: 'phrase', libelle: t.nouvelle, aide: t.aide(minimum), valeur: '' }}
          erreur={erreurOf('phrase')}
          type="password"
          autocomplete="new-password"
          code
        />
        <Actions>
          <Button>{t.bouton}</Button>
        </Actions>
      </Form>
    </div>
  )
}
