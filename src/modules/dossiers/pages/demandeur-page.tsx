import type { Langue } from '../../../core/texte.ts'
import { Actions, Button } from '../../../ui/button.tsx'
import { RadioField } from '../../../ui/champs/choice.tsx'
import { TextField } from '../../../ui/champs/text.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import type { DemandeurSaisie, Pour } from '../demandeur-form.ts'
import { paths } from '../paths.ts'
import { textsOf } from '../texts.ts'

interface DemandeurProps {
  readonly langue: Langue
  readonly csrf: string
  readonly numero: number
  /** For whom this démarche may be asked. */
  readonly choix: readonly Pour[]
  readonly pour: Pour
  readonly saisie: DemandeurSaisie
  /** Names of the fields to correct. */
  readonly problemes: readonly string[]
}

/** The first step of every dossier: who asks, and where to write to them. */
export function DemandeurPage(props: DemandeurProps) {
  const { langue, csrf, numero, choix, pour, problemes } = props
  const t = textsOf(langue).demandeur
  const labels = { moi: t.moi, organisation: t.organisation, autre: t.autre }
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={problemes.map((name) => ({ id: name, texte: t.requis[name] ?? name }))} />
      <h1>{t.titre}</h1>
      {choix.length > 1 && (
        <Tabs
          libelle={t.pourQui}
          onglets={choix.map((each) => ({
            texte: labels[each],
            href: paths.demandeur(numero, each),
            actif: each === pour,
          }))}
        />
      )}
      <Form action={paths.demandeur(numero, pour)} csrf={csrf}>
        {pour === 'organisation' ? <OrganisationFields {...props} /> : <PersonneFields {...props} />}
        {pour !== 'moi' && <MandataireFields {...props} />}
        <ContactFields {...props} />
        <Actions>
          <Button>{t.continuer}</Button>
        </Actions>
      </Form>
    </div>
  )
}

type Texted =
  | 'prenom'
  | 'nom'
  | 'courriel'
  | 'telephone'
  | 'siret'
  | 'raisonSociale'
  | 'mandataire_prenom'
  | 'mandataire_nom'

/** What every field of the page has. The names of the mandataire are those of the person at the keyboard. */
function fieldOf({ langue, saisie, problemes }: DemandeurProps, name: Texted) {
  const t = textsOf(langue).demandeur
  const libelles = { ...t, mandataire_prenom: t.prenom, mandataire_nom: t.nom }
  return {
    langue,
    id: name,
    name,
    libelle: libelles[name],
    valeur: saisie[name] ?? '',
    erreur: problemes.includes(name) ? t.requis[name] : undefined,
  }
}

function PersonneFields(props: DemandeurProps) {
  const t = textsOf(props.langue).demandeur
  const own = props.pour === 'moi'
  return (
    <fieldset class="groupe">
      <legend>{own ? t.vous : t.personneAidee}</legend>
      <RadioField
        langue={props.langue}
        id="civilite"
        name="civilite"
        libelle={t.civilite}
        facultatif
        enLigne
        valeur={props.saisie.civilite ?? ''}
        options={[
          { value: 'Mme', texte: 'Mme' },
          { value: 'M.', texte: 'M.' },
        ]}
      />
      <TextField {...fieldOf(props, 'prenom')} autocomplete={own ? 'given-name' : undefined} largeur={20} />
      <TextField {...fieldOf(props, 'nom')} autocomplete={own ? 'family-name' : undefined} largeur={34} />
    </fieldset>
  )
}

function OrganisationFields(props: DemandeurProps) {
  const t = textsOf(props.langue).demandeur
  return (
    <fieldset class="groupe">
      <legend>{t.organisationLegende}</legend>
      <TextField {...fieldOf(props, 'siret')} aide={t.siretAide} clavier="numeric" largeur={20} code />
      <TextField {...fieldOf(props, 'raisonSociale')} autocomplete="organization" />
    </fieldset>
  )
}

function MandataireFields(props: DemandeurProps) {
  return (
    <fieldset class="groupe">
      <legend>{textsOf(props.langue).demandeur.vousAutre}</legend>
      <TextField {...fieldOf(props, 'mandataire_prenom')} autocomplete="given-name" largeur={20} />
      <TextField {...fieldOf(props, 'mandataire_nom')} autocomplete="family-name" largeur={34} />
    </fieldset>
  )
}

function ContactFields(props: DemandeurProps) {
  const t = textsOf(props.langue).demandeur
  return (
    <>
      <TextField {...fieldOf(props, 'courriel')} type="email" aide={t.courrielAide} autocomplete="email" />
      <TextField
        {...fieldOf(props, 'telephone')}
        type="tel"
        aide={t.telephoneAide}
        autocomplete="tel"
        facultatif
        largeur={20}
      />
    </>
  )
}
