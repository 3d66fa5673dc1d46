import type { Langue } from '../../../core/texte.ts'
import { Actions, Button, LinkButton } from '../../../ui/button.tsx'
import { Cards } from '../../../ui/card.tsx'
import { Form, type Hidden } from '../../../ui/form.tsx'
import { formatDate } from '../../../ui/format.ts'
import { Notice } from '../../../ui/notice.tsx'
import { paths } from '../paths.ts'
import type { MonDossier } from '../store/lists.ts'
import type { MandatRecu } from '../store/mandats.ts'
import { textsOf } from '../texts.ts'

interface CommencerProps {
  readonly langue: Langue
  readonly csrf: string
  readonly slug: string
  readonly titre: string
  readonly brouillons: readonly MonDossier[]
  /** Whom one helps with this démarche. */
  readonly aides: readonly MandatRecu[]
  readonly caches: readonly Hidden[]
}

/** Before a first answer: the drafts one already has come first, so that nobody begins twice. */
export function CommencerPage({ langue, csrf, slug, titre, brouillons, aides, caches }: CommencerProps) {
  const { commencer: t, mandats } = textsOf(langue)
  return (
    <div class="colonne">
      <h1>{titre}</h1>
      {brouillons.length > 0 && (
        <section aria-labelledby="reprendre">
          <h2 id="reprendre">{t.reprendre}</h2>
          <p>{t.reprendreAide}</p>
          <ul>
            {brouillons.map((dossier) => (
              <li key={dossier.numero}>
                <a href={paths.dossier(dossier.numero)}>{t.reprendreUn(formatDate(langue, dossier.updatedAt))}</a>
                {dossier.pour !== null && ` (${textsOf(langue).mesDossiers.pour(dossier.pour || mandats.quelquun)})`}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Form action={paths.commencer(slug)} csrf={csrf} caches={caches}>
        <Actions>
          <Button poids={brouillons.length > 0 ? 'second' : 'principal'}>{t.nouvelle}</Button>
        </Actions>
      </Form>
      {aides.map(({ id, mandant }) => (
        <Form key={id} action={paths.commencer(slug)} csrf={csrf} caches={[...caches, { name: 'mandat', value: id }]}>
          <Actions>
            <Button poids="second">{mandats.page.commencer(mandant ?? mandats.quelquun)}</Button>
          </Actions>
        </Form>
      ))}
      <p>
        <a href={paths.aideDemarche(slug)}>{mandats.donner.titreDemarche}</a>
      </p>
    </div>
  )
}

interface PorteProps {
  readonly langue: Langue
  readonly titre: string
  readonly connexion: string
  readonly courriel: string
}

/** Before a first answer, for somebody we do not know yet: sign in, or continue with an e-mail address. Both lead as far. */
export function PortePage({ langue, titre, connexion, courriel }: PorteProps) {
  const t = textsOf(langue).commencer
  return (
    <div class="colonne">
      <h1>{titre}</h1>
      <h2>{t.connexion}</h2>
      <p>{t.connexionAide}</p>
      <Cards
        cartes={[
          { href: connexion, titre: t.seConnecter, resume: t.seConnecterAide },
          { href: courriel, titre: t.parCourriel, resume: t.parCourrielAide },
        ]}
      />
    </div>
  )
}

/** A démarche that no longer takes applications, met on the way to begin one. */
export function FermeePage({
  langue,
  titre,
  retour,
}: {
  readonly langue: Langue
  readonly titre: string
  readonly retour: string
}) {
  const t = textsOf(langue).commencer
  return (
    <div class="colonne">
      <h1>{titre}</h1>
      <Notice langue={langue} sens="attention" titre={t.fermee}>
        <p>{t.fermeeAide}</p>
      </Notice>
      <Actions>
        <LinkButton href={retour} poids="second">
          {textsOf(langue).mesDossiers.chercher}
        </LinkButton>
      </Actions>
    </div>
  )
}
