import type { Langue } from '../../../core/texte.ts'
import { Actions, Button, LinkButton } from '../../../ui/button.tsx'
import { ChoiceBox } from '../../../ui/champs/choice.tsx'
import { TextField } from '../../../ui/champs/text.tsx'
import { Details } from '../../../ui/details.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'
import { CleForm } from './cle-page.tsx'

/** What was given and refused, with the sentence that says what to do. */
export interface PreuveErreur {
  readonly champ: 'code' | 'secours' | 'cle'
  readonly texte: string
}

interface PreuveProps {
  readonly langue: Langue
  readonly csrf: string
  /** Where to go once it is proved. */
  readonly retour: string
  /** Whether they have an application of codes. */
  readonly totp: boolean
  /** What their passkeys are asked, if they have any. */
  readonly cle: string | undefined
  /** Whether the device may be trusted: at sign-in, for a usager, where others do not come. */
  readonly confiance: boolean
  /** Works here: who helps when everything is lost differs. */
  readonly agent: boolean
  readonly erreur?: PreuveErreur | undefined
}

/** Asks for the second factor: a passkey, a code of the application, or else a recovery code. What is typed is never shown again. */
export function PreuvePage(props: PreuveProps) {
  const { langue, csrf, retour, totp, cle, agent, erreur } = props
  const t = comptesTexts(langue).securite.preuve
  const caches = [{ name: 'retour', value: retour }]
  const erreurOf = (champ: PreuveErreur['champ']) => (erreur?.champ === champ ? erreur.texte : undefined)
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={erreur === undefined ? [] : [{ id: erreur.champ, texte: erreur.texte }]} />
      <h1>{t.titre}</h1>
      <p>{t.explication}</p>
      {cle !== undefined && <Cle {...props} options={cle} />}
      {totp && (
        <Form action={paths.preuve()} csrf={csrf} caches={caches}>
          <p>{t.application}</p>
          <CodeField langue={langue} libelle={t.code} aide={t.codeAide} erreur={erreurOf('code')} />
          <Confiance {...props} id="confiance" />
          <Actions>
            <Button>{t.confirmer}</Button>
          </Actions>
        </Form>
      )}
      <Details titre={t.secoursTitre} ouvert={erreur?.champ === 'secours'}>
        <Form action={paths.preuve()} csrf={csrf} caches={caches}>
          <TextField
            {...{ langue, id: 'secours', name: 'secours', libelle: t.secours, aide: t.secoursAide, valeur: '' }}
            erreur={erreurOf('secours')}
            autocomplete="off"
            largeur={34}
            code
          />
          <Actions>
            <Button poids="second">{t.secoursBouton}</Button>
          </Actions>
        </Form>
      </Details>
      <Details titre={t.perduTitre}>
        <p>{agent ? t.perduAgent : t.perduUsager}</p>
      </Details>
      <Form action={paths.deconnexion()} csrf={csrf}>
        <Actions>
          <Button poids="second">{t.quitter}</Button>
        </Actions>
      </Form>
    </div>
  )
}

function Confiance({ langue, confiance, id }: PreuveProps & { readonly id: string }) {
  if (!confiance) return null
  const option = { value: 'oui', texte: comptesTexts(langue).securite.preuve.confiance }
  return <ChoiceBox type="checkbox" name="confiance" {...{ id, option }} checked={false} invalid={false} />
}

function Cle(props: PreuveProps & { readonly options: string }) {
  const { langue, csrf, retour, options } = props
  const t = comptesTexts(langue).cle.preuve
  return (
    <section id="cle" aria-labelledby="cle-titre" tabindex={-1}>
      <h2 id="cle-titre">{t.titre}</h2>
      <CleForm
        {...{ langue, csrf, options, bouton: t.bouton, sansScript: t.sansScript }}
        action={paths.preuve()}
        caches={[{ name: 'retour', value: retour }]}
        sorte="preuve"
      >
        <Confiance {...props} id="confiance-cle" />
      </CleForm>
    </section>
  )
}

interface CodeProps {
  readonly langue: Langue
  readonly libelle: string
  readonly aide: string
  readonly erreur: string | undefined
}

/** The six digits of an application of codes, which telephones and password managers know how to fill in. */
export function CodeField({ langue, libelle, aide, erreur }: CodeProps) {
  return (
    <TextField
      {...{ langue, id: 'code', name: 'code', libelle, aide, erreur, valeur: '' }}
      clavier="numeric"
      largeur={10}
      autocomplete="one-time-code"
      code
    />
  )
}

interface ReconnexionProps {
  readonly langue: Langue
  /** Where to go once signed in again. */
  readonly retour: string
  /** Signed in by a passphrase, which may have been guessed: the link is asked for. */
  readonly phrase: boolean
}

/** Asks somebody who has no second factor here to sign in again. */
export function ReconnexionPage({ langue, retour, phrase }: ReconnexionProps) {
  const t = comptesTexts(langue).securite.preuve
  const voie = phrase
    ? { texte: t.parLien, href: paths.courriel(retour), bouton: t.demanderLien }
    : { texte: t.sansFacteur, href: paths.connexion(retour), bouton: t.seConnecter }
  return (
    <div class="colonne">
      <h1>{t.titre}</h1>
      <p>{voie.texte}</p>
      <Actions>
        <LinkButton href={voie.href}>{voie.bouton}</LinkButton>
      </Actions>
      <p>
        {t.sansFacteurAide} <a href={paths.securite()}>{t.sansFacteurLien}</a>
      </p>
    </div>
  )
}
