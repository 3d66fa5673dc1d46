import type { Langue } from '../../../core/texte.ts'
import { Actions, Button } from '../../../ui/button.tsx'
import { RadioField } from '../../../ui/champs/choice.tsx'
import { FileField } from '../../../ui/champs/file.tsx'
import { TextField } from '../../../ui/champs/text.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { DROITS, DUREES } from '../mandat.ts'
import { paths } from '../paths.ts'
import type { MandatRow } from '../store/mandats.ts'
import { textsOf } from '../texts.ts'
import { MandatList } from './mandat-list.tsx'
import { MESSAGE_FILE_MAX } from './messages.tsx'

/** What was typed of a mandate to give. */
export interface MandatSaisie {
  readonly courriel: string
  readonly droit: string
  readonly mois: string
}

/** Nothing typed yet: the lesser right, for three months. */
export const MANDAT_VIDE: MandatSaisie = { courriel: '', droit: 'preparer', mois: '3' }

/** What is wrong in it, and in which field. */
export interface MandatErreur {
  readonly champ: 'courriel' | 'fichiers'
  readonly texte: string
}

interface DonnerProps {
  readonly langue: Langue
  readonly csrf: string
  /** Sent twice, the mandate is given once. */
  readonly cle: string
  /** The démarche, above the title. */
  readonly titre: string
  readonly portee: 'dossier' | 'demarche'
  readonly action: string
  /** Whether who reads may give and take back. */
  readonly owner: boolean
  readonly mandats: readonly MandatRow[]
  readonly saisie: MandatSaisie
  readonly erreur?: MandatErreur | undefined
  /** The address that an invitation has just gone to. */
  readonly invite?: string | undefined
  readonly retour: { readonly href: string; readonly texte: string }
}

/** Who helps with a dossier or a démarche, and a mandate to give: to whom, what they may do, and until when. */
export function DonnerPage(props: DonnerProps) {
  const { langue, csrf, titre, portee, owner, mandats, erreur, invite, retour } = props
  const t = textsOf(langue).mandats
  return (
    <div class="colonne">
      {erreur !== undefined && <ErrorSummary langue={langue} erreurs={[{ id: erreur.champ, texte: erreur.texte }]} />}
      <p class="sur">{titre}</p>
      <h1>{portee === 'dossier' ? t.donner.titreDossier : t.donner.titreDemarche}</h1>
      <p>{t.donner.aide}</p>
      {portee === 'demarche' && <p>{t.donner.aideDemarche}</p>}
      {invite !== undefined && (
        <Notice langue={langue} sens="succes" annonce>
          <p>{t.donner.invite(invite)}</p>
        </Notice>
      )}
      {owner ? <DonnerForm {...props} /> : <p>{t.donner.pasProprietaire}</p>}
      <h2>{t.donner.liste[portee]}</h2>
      <MandatList langue={langue} csrf={csrf} mandats={mandats} owner={owner} retour={props.action} />
      <p>
        <a href={paths.mandats()}>{t.page.lien}</a>
      </p>
      <p>
        <a href={retour.href}>{retour.texte}</a>
      </p>
    </div>
  )
}

function DonnerForm({ langue, csrf, cle, portee, action, saisie, erreur }: DonnerProps) {
  const t = textsOf(langue).mandats.donner
  const erreurOf = (champ: MandatErreur['champ']) => (erreur?.champ === champ ? erreur.texte : undefined)
  return (
    <Form action={action} csrf={csrf} caches={[{ name: '_cle', value: cle }]} fichiers>
      <TextField
        langue={langue}
        id="courriel"
        name="courriel"
        libelle={t.courriel}
        type="email"
        valeur={saisie.courriel}
        erreur={erreurOf('courriel')}
      />
      <RadioField
        langue={langue}
        id="droit"
        name="droit"
        libelle={t.droit}
        valeur={saisie.droit}
        options={DROITS.map((droit) => ({ value: droit, texte: t.droits[droit] }))}
      />
      <RadioField
        langue={langue}
        id="mois"
        name="mois"
        libelle={t.duree}
        valeur={saisie.mois}
        options={DUREES.map((mois) => ({ value: String(mois), texte: t.durees[mois] }))}
        enLigne
      />
      {portee === 'dossier' && (
        <FileField
          langue={langue}
          id="fichiers"
          name="fichiers"
          libelle={t.signe}
          aide={t.signeAide}
          erreur={erreurOf('fichiers')}
          facultatif
          pieces={[]}
          max={1}
          tailleMaxEnOctets={MESSAGE_FILE_MAX}
        />
      )}
      <Actions>
        <Button>{t.inviter}</Button>
      </Actions>
    </Form>
  )
}
