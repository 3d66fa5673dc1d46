import { LANGUES, type Langue } from '../../../core/texte.ts'
import { Actions, Button } from '../../../ui/button.tsx'
import { RadioField } from '../../../ui/champs/choice.tsx'
import { TextField } from '../../../ui/champs/text.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { SummaryList } from '../../../ui/summary-list.tsx'
import type { CompteProblem, CompteSaisie } from '../actions/update-compte.ts'
import { paths } from '../paths.ts'
import type { Compte } from '../rules.ts'
import { comptesTexts } from '../texts.ts'
import { CourrielField } from './courriel-page.tsx'

interface CompteProps {
  readonly langue: Langue
  readonly csrf: string
  readonly compte: Compte
  readonly saisie: CompteSaisie
  readonly problems: readonly CompteProblem[]
  /** What has just been done. */
  readonly fait: 'change' | 'rattache' | undefined
  /** An address refused, with the sentence that says why. */
  readonly courriel: { readonly saisie: string; readonly erreur: string } | undefined
  /** The roles held, ready to print. */
  readonly roles: readonly string[]
  /** How long the session lasts without activity, in milliseconds. */
  readonly inactivite: number
}

/** Who you are here, what may be changed, and joining an address used before. */
export function ComptePage(props: CompteProps) {
  const { langue, csrf, problems, fait, courriel, roles } = props
  const t = comptesTexts(langue).compte
  const erreurs = [
    ...problems.map((id) => ({ id, texte: t.problemes[id] })),
    ...(courriel === undefined ? [] : [{ id: 'courriel', texte: courriel.erreur }]),
  ]
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={erreurs} />
      <h1>{t.titre}</h1>
      {fait !== undefined && (
        <Notice langue={langue} sens="succes" annonce>
          <p>{fait === 'change' ? t.change : t.rattache}</p>
        </Notice>
      )}
      <CompteForm {...props} />
      <section aria-labelledby="rattacher">
        <h2 id="rattacher">{t.rattacherTitre}</h2>
        <p>{t.rattacherAide}</p>
        <Form action={paths.rattachement()} csrf={csrf}>
          <CourrielField langue={langue} courriel={courriel?.saisie ?? ''} erreur={courriel?.erreur} />
          <Actions>
            <Button poids="second">{t.rattacherBouton}</Button>
          </Actions>
        </Form>
      </section>
      {roles.length > 0 && (
        <section aria-labelledby="roles">
          <h2 id="roles">{t.rolesTitre}</h2>
          <ul>
            {roles.map((role) => (
              <li key={role}>{role}</li>
            ))}
          </ul>
        </section>
      )}
      <p>{t.duree(props.inactivite / 60_000)}</p>
      <p>
        <a href={paths.securite()}>{t.securite}</a>
      </p>
      <p>
        <a href={paths.sessions()}>{t.sessions}</a>
      </p>
      <Form action={paths.deconnexion()} csrf={csrf}>
        <Actions>
          <Button poids="second">{t.deconnexion}</Button>
        </Actions>
      </Form>
    </div>
  )
}

function CompteForm({ langue, csrf, compte, saisie, problems }: CompteProps) {
  const t = comptesTexts(langue).compte
  const erreur = (id: CompteProblem) => (problems.includes(id) ? t.problemes[id] : undefined)
  const named = compte.nature === 'courriel'
  const known = [
    ...(named
      ? []
      : [
          { cle: 'prenom', libelle: t.prenom, valeur: compte.prenom },
          { cle: 'nom', libelle: t.nom, valeur: compte.nom },
        ]),
    { cle: 'adresse', libelle: t.courriel, valeur: compte.courriel },
  ]
  const common = { langue, facultatif: true }
  return (
    <>
      <SummaryList langue={langue} lignes={known} />
      {!named && <p>{t.nomFixe}</p>}
      <Form action={paths.compte()} csrf={csrf}>
        {named && (
          <>
            <TextField
              {...common}
              id="prenom"
              name="prenom"
              libelle={t.prenom}
              valeur={saisie.prenom}
              erreur={erreur('prenom')}
              autocomplete="given-name"
            />
            <TextField
              {...common}
              id="nom"
              name="nom"
              libelle={t.nom}
              valeur={saisie.nom}
              erreur={erreur('nom')}
              autocomplete="family-name"
            />
          </>
        )}
        <TextField
          {...common}
          id="telephone"
          name="telephone"
          libelle={t.telephone}
          valeur={saisie.telephone}
          erreur={erreur('telephone')}
          type="tel"
          largeur={20}
          autocomplete="tel"
        />
        <RadioField
          langue={langue}
          id="langue"
          name="langue"
          libelle={t.langue}
          valeur={saisie.langue}
          options={LANGUES.map((value) => ({
            value,
            texte: t.langues[value],
            lang: value === langue ? undefined : value,
          }))}
          enLigne
        />
        <Actions>
          <Button>{t.enregistrer}</Button>
        </Actions>
      </Form>
    </>
  )
}
