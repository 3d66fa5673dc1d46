import { type Langue, readTexte } from '../../../core/texte.ts'
import { Actions, Button, LinkButton, TextButton } from '../../../ui/button.tsx'
import { FileField } from '../../../ui/champs/file.tsx'
import { Form } from '../../../ui/form.tsx'
import { formatDate, formatNumero } from '../../../ui/format.ts'
import { Notice } from '../../../ui/notice.tsx'
import { lastDay } from '../mandat.ts'
import { paths } from '../paths.ts'
import type { MandatDonne, MandatRecu } from '../store/mandats.ts'
import { textsOf } from '../texts.ts'
import { MandatList } from './mandat-list.tsx'
import { MESSAGE_FILE_MAX } from './messages.tsx'

interface MandatsProps {
  readonly langue: Langue
  readonly csrf: string
  readonly donnes: readonly MandatDonne[]
  readonly recus: readonly MandatRecu[]
  /** A help has just been stopped. */
  readonly arrete: boolean
}

/** Who helps me, and whom I help: everything that holds at this moment, on one page. */
export function MandatsPage({ langue, csrf, donnes, recus, arrete }: MandatsProps) {
  const t = textsOf(langue).mandats.page
  return (
    <div class="colonne">
      <h1>{t.titre}</h1>
      {arrete && (
        <Notice langue={langue} sens="succes" annonce>
          <p>{t.arrete}</p>
        </Notice>
      )}
      <p>{t.aide}</p>
      <h2>{t.donnes}</h2>
      <MandatList
        langue={langue}
        csrf={csrf}
        mandats={donnes}
        owner
        retour={paths.mandats()}
        sujet={(mandat) => <Sujet langue={langue} mandat={mandat} />}
      />
      <p>{t.donner}</p>
      <h2>{t.recus}</h2>
      {recus.length === 0 && <p>{t.personne}</p>}
      {recus.length > 0 && (
        <ul class="grille">
          {recus.map((mandat) => (
            <li key={mandat.id} class="carte">
              <Recu langue={langue} csrf={csrf} mandat={mandat} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Sujet({ langue, mandat }: { readonly langue: Langue; readonly mandat: MandatDonne }) {
  const t = textsOf(langue).mandats.page
  const titre = readTexte(mandat.titre, langue)
  if (mandat.numero === null) return <a href={paths.aideDemarche(mandat.slug)}>{t.surDemarche(titre)}</a>
  return <a href={paths.partage(mandat.numero)}>{t.surDossier(titre, formatNumero(mandat.numero))}</a>
}

interface RecuProps {
  readonly langue: Langue
  readonly csrf: string
  readonly mandat: MandatRecu
}

function Recu({ langue, csrf, mandat }: RecuProps) {
  const t = textsOf(langue).mandats
  const nom = mandat.mandant ?? t.quelquun
  const titre = readTexte(mandat.titre, langue)
  return (
    <>
      <p>
        <strong>{nom}</strong>
      </p>
      <p>
        {mandat.numero === null ? titre : t.page.surDossier(titre, formatNumero(mandat.numero))}.{' '}
        {t.droits[mandat.droit]}. {t.jusquau(formatDate(langue, lastDay(mandat.finAt)))}
      </p>
      {mandat.fichier !== null && (
        <p>
          <a href={paths.mandatSigne(mandat.id)}>{t.page.signe(mandat.fichier)}</a>
        </p>
      )}
      <Actions>
        {mandat.numero === null ? (
          <LinkButton href={paths.commencer(mandat.slug)} poids="second" petit>
            {t.page.commencer(nom)}
          </LinkButton>
        ) : (
          <LinkButton href={paths.dossier(mandat.numero)} poids="second" petit>
            {t.page.ouvrir}
          </LinkButton>
        )}
        <Form action={paths.mandats()} csrf={csrf} caches={[{ name: 'renoncer', value: mandat.id }]}>
          <TextButton>{t.page.renoncer(nom)}</TextButton>
        </Form>
      </Actions>
    </>
  )
}

interface InvitationProps {
  readonly langue: Langue
  readonly csrf: string
  readonly action: string
  readonly jeton: string
  /** Whether a signed mandate may be joined: it is kept with a dossier. */
  readonly signable: boolean
  /** A file that was not kept, in a sentence. */
  readonly erreur?: string | undefined
}

/** What somebody asked to help sees: nothing of the dossier before they accept. */
export function InvitationPage({ langue, csrf, action, jeton, signable, erreur }: InvitationProps) {
  const t = textsOf(langue).mandats
  return (
    <div class="colonne">
      <h1>{t.invitation.titre}</h1>
      <p>{t.invitation.aide}</p>
      <Form action={action} csrf={csrf} caches={[{ name: 'jeton', value: jeton }]} fichiers>
        {signable && (
          <FileField
            langue={langue}
            id="fichiers"
            name="fichiers"
            libelle={t.donner.signe}
            aide={t.donner.signeAide}
            erreur={erreur}
            facultatif
            pieces={[]}
            max={1}
            tailleMaxEnOctets={MESSAGE_FILE_MAX}
          />
        )}
        <Actions>
          <Button>{t.invitation.accepter}</Button>
        </Actions>
      </Form>
    </div>
  )
}

/** An invitation used, taken back or over. */
export function InvitationPerduePage({ langue }: { readonly langue: Langue }) {
  const t = textsOf(langue).mandats.invitation
  return (
    <div class="colonne">
      <h1>{t.perdueTitre}</h1>
      <p>{t.perdue}</p>
      <p>
        <a href={paths.mesDossiers()}>{textsOf(langue).mesDossiers.titre}</a>
      </p>
    </div>
  )
}
