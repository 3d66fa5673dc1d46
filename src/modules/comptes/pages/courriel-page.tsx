import type { Langue } from '../../../core/texte.ts'
import { Actions, Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/champs/text.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'

interface CourrielProps {
  readonly langue: Langue
  readonly csrf: string
  readonly retour: string
  /** As typed. */
  readonly courriel: string
  readonly erreur?: string | undefined
}

/** Asks for an address, to send it a link. */
export function CourrielPage({ langue, csrf, retour, courriel, erreur }: CourrielProps) {
  const t = comptesTexts(langue).courriel
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={erreur === undefined ? [] : [{ id: 'courriel', texte: erreur }]} />
      <h1>{t.titre}</h1>
      <Form action={paths.courriel()} csrf={csrf} caches={[{ name: 'retour', value: retour }]}>
        <CourrielField langue={langue} courriel={courriel} erreur={erreur} />
        <Actions>
          <Button>{t.bouton}</Button>
          <a href={paths.connexion(retour)}>{t.autresFacons}</a>
        </Actions>
      </Form>
    </div>
  )
}

type FieldProps = Pick<CourrielProps, 'langue' | 'courriel' | 'erreur'> & {
  /** Nothing is sent there. */
  readonly sansAide?: boolean
}

/** The question of an address. */
export function CourrielField({ langue, courriel, erreur, sansAide = false }: FieldProps) {
  const t = comptesTexts(langue).courriel
  return (
    <TextField
      langue={langue}
      id="courriel"
      name="courriel"
      libelle={t.libelle}
      aide={sansAide ? undefined : t.aide}
      erreur={erreur}
      valeur={courriel}
      type="email"
      code
      autocomplete="email"
    />
  )
}

interface EnvoyeProps {
  readonly langue: Langue
  readonly courriel: string
  /** Where to ask again. */
  readonly autre: string
}

/** A link has been sent. The same page whether or not somebody has that address. */
export function CourrielEnvoyePage({ langue, courriel, autre }: EnvoyeProps) {
  const t = comptesTexts(langue).courriel
  return (
    <div class="colonne">
      <h1>{t.envoyeTitre}</h1>
      <p>{t.envoye(courriel)}</p>
      <p>{t.envoyeAide}</p>
      <p>
        <a href={autre}>{t.envoyeAutre}</a>
      </p>
    </div>
  )
}
