import { fournisseurOf } from '../../../core/dossier/niveau.ts'
import type { Definition } from '../../../core/schema/definition.ts'
import { type Langue, readTexte } from '../../../core/texte.ts'
import { Actions, LinkButton } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { RichText } from '../../../ui/rich-text.tsx'
import { SummaryList } from '../../../ui/summary-list.tsx'
import { paths } from '../paths.ts'
import type { Presentation } from '../rules.ts'
import type { Publiee } from '../store/demarches.ts'
import { textsOf } from '../texts.ts'
import { DataNotice } from './data-notice.tsx'
import { ServiceContact } from './service-contact.tsx'

interface StartProps {
  readonly langue: Langue
  readonly demarche: Publiee
  readonly definition: Definition
}

interface PartProps {
  readonly langue: Langue
  readonly presentation: Presentation
}

function InBrief({ langue, presentation, organismeNom }: PartProps & { readonly organismeNom: string }) {
  const { presentation: t, minutes } = textsOf(langue)
  const lignes = [
    { cle: 'duree', libelle: t.duree, valeur: t.environ(minutes(presentation.dureeEnMinutes)) },
    { cle: 'delai', libelle: t.delai, valeur: readTexte(presentation.delaiHabituel, langue) },
    { cle: 'organisme', libelle: t.organisme, valeur: organismeNom },
  ]
  return <SummaryList langue={langue} lignes={lignes} />
}

/** What is asked of somebody's identity, when not everybody has it: told before anything else is begun. */
function Level({ langue, definition }: { readonly langue: Langue; readonly definition: Definition }) {
  const t = textsOf(langue).presentation
  const nom = fournisseurOf(definition.niveauMinimum)
  if (nom === undefined) return null
  return (
    <Notice langue={langue} sens="information" titre={t.niveau(nom)}>
      <p>{t.niveauAide(nom)}</p>
    </Notice>
  )
}

function Preparation({ langue, presentation }: PartProps) {
  const t = textsOf(langue).presentation
  const documents = presentation.aPreparer.map((texte) => readTexte(texte, langue))
  return (
    <>
      <h2>{t.aPreparer}</h2>
      {documents.length === 0 ? (
        <p>{t.rienAPreparer}</p>
      ) : (
        <ul>
          {documents.map((texte) => (
            <li key={texte}>{texte}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function LegalBasis({ langue, presentation }: PartProps) {
  const textes = presentation.cadreJuridique
  if (textes.length === 0) return null
  return (
    <>
      <h2>{textsOf(langue).presentation.cadre}</h2>
      <ul>
        {textes.map(({ texte, url }) => {
          const words = readTexte(texte, langue)
          return <li key={words}>{url === undefined ? words : <a href={url}>{words}</a>}</li>
        })}
      </ul>
    </>
  )
}

/** How to do without the online way: what the author says, then the service itself. */
function OtherWays({ langue, demarche, presentation }: PartProps & { readonly demarche: Publiee }) {
  return (
    <>
      <h2>{textsOf(langue).presentation.autrement}</h2>
      <RichText texte={readTexte(presentation.alternatives, langue)} />
      <ServiceContact langue={langue} service={demarche.service} />
    </>
  )
}

/** What somebody needs to know before beginning a démarche, and the way in. */
export function StartPage({ langue, demarche, definition }: StartProps) {
  const { presentation } = definition
  const { presentation: t, donnees } = textsOf(langue)
  const part = { langue, presentation }
  return (
    <div class="colonne">
      <h1>{readTexte(presentation.titre, langue)}</h1>
      <RichText texte={readTexte(presentation.resume, langue)} />
      <InBrief {...part} organismeNom={demarche.organisme.nom} />
      <Level langue={langue} definition={definition} />
      <p>{t.reprendre}</p>
      <Actions>
        <LinkButton href={paths.commencer(demarche.slug)} precision={t.commencerPrecision}>
          {t.commencer}
        </LinkButton>
      </Actions>
      <h2>{t.pourQui}</h2>
      <RichText texte={readTexte(presentation.pourQui, langue)} />
      <Preparation {...part} />
      <h2>{t.apres}</h2>
      <RichText texte={readTexte(presentation.apresDepot, langue)} />
      <OtherWays {...part} demarche={demarche} />
      <LegalBasis {...part} />
      <h2>{donnees.titre}</h2>
      <DataNotice
        langue={langue}
        definition={definition}
        responsable={demarche.organisme.nom}
        service={demarche.service}
      />
    </div>
  )
}

/** What is left of a démarche once it is closed: whom to ask, and the way to the others. */
export function ClosedPage({ langue, demarche, definition }: StartProps) {
  const { presentation } = definition
  const t = textsOf(langue).presentation
  return (
    <div class="colonne">
      <h1>{readTexte(presentation.titre, langue)}</h1>
      <Notice langue={langue} sens="attention" titre={t.fermee}>
        <p>{t.fermeeAide}</p>
      </Notice>
      <OtherWays langue={langue} presentation={presentation} demarche={demarche} />
      <Actions>
        <LinkButton href={paths.liste()}>{t.fermeeAutres}</LinkButton>
      </Actions>
    </div>
  )
}
