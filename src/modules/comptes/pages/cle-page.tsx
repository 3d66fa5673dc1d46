import type { ComponentChildren } from 'preact'
import type { Langue } from '../../../core/texte.ts'
import { Actions, Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/champs/text.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form, type Hidden } from '../../../ui/form.tsx'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'

interface CleFormProps {
  readonly langue: Langue
  readonly csrf: string
  readonly action: string
  readonly caches: readonly Hidden[]
  /** What the browser is asked, as it takes it. */
  readonly options: string
  /** Whether it makes a key or proves with one. */
  readonly sorte: 'creation' | 'preuve'
  readonly bouton: string
  /** Shown in its place where there is no script. */
  readonly sansScript: string
  readonly children?: ComponentChildren
}

/** The form that a passkey fills in: it needs a script, and says so where there is none. */
export function CleForm({ langue, csrf, action, caches, options, sorte, bouton, sansScript, children }: CleFormProps) {
  const t = comptesTexts(langue).cle
  return (
    <parvis-cle data-sorte={sorte} data-options={options} data-refus={t.refus} data-attente={t.attente}>
      <p>{sansScript}</p>
      <div hidden>
        <Form action={action} csrf={csrf} caches={[...caches, { name: 'reponse', value: '' }]}>
          {children}
          <Actions>
            <Button>{bouton}</Button>
          </Actions>
          <p role="status" />
        </Form>
      </div>
    </parvis-cle>
  )
}

interface ConnexionProps {
  readonly langue: Langue
  readonly csrf: string
  readonly retour: string
  readonly options: string
  readonly erreur?: string | undefined
}

/** Signs in with a passkey, whosever it is. */
export function ConnexionClePage({ langue, csrf, retour, options, erreur }: ConnexionProps) {
  const t = comptesTexts(langue).cle.connexion
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={erreur === undefined ? [] : [{ id: 'cle', texte: erreur }]} />
      <h1>{t.titre}</h1>
      <p>{t.explication}</p>
      <div id="cle" tabindex={-1}>
        <CleForm
          {...{ langue, csrf, options, bouton: t.bouton, sansScript: t.sansScript }}
          action={paths.connexionCle()}
          caches={[{ name: 'retour', value: retour }]}
          sorte="preuve"
        />
      </div>
      <p>
        <a href={paths.connexion(retour)}>{t.autres}</a>
      </p>
    </div>
  )
}

interface CreationProps extends ConnexionProps {
  /** How the key would be named: the device, as far as it can be told. */
  readonly nom: string
  /** Works here: their device must check who holds it. */
  readonly agent: boolean
}

/** Registers a passkey. */
export function CreationClePage({ langue, csrf, retour, options, nom, agent, erreur }: CreationProps) {
  const t = comptesTexts(langue).cle.creation
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={erreur === undefined ? [] : [{ id: 'cle', texte: erreur }]} />
      <h1>{t.titre}</h1>
      <p>
        {t.explication} {agent && t.agent}
      </p>
      <div id="cle" tabindex={-1}>
        <CleForm
          {...{ langue, csrf, options, bouton: t.bouton, sansScript: t.sansScript }}
          action={paths.cle()}
          caches={[{ name: 'retour', value: retour }]}
          sorte="creation"
        >
          <TextField
            {...{ langue, id: 'nom', name: 'nom', libelle: t.nom, aide: t.nomAide, valeur: nom }}
            autocomplete="off"
            largeur={34}
          />
        </CleForm>
      </div>
      <p>
        <a href={paths.application(retour)}>{t.application}</a>
      </p>
    </div>
  )
}
