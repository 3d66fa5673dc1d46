import type { Langue } from '../../../core/texte.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { type CardData, Cards } from '../../../ui/card.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Hero, SearchForm } from '../../../ui/hero.tsx'
import { paths } from '../paths.ts'
import { textsOf } from '../texts.ts'

/** Something worth trying on a demonstration instance. */
export interface Essai {
  readonly titre: string
  readonly texte?: string | undefined
  readonly href: string
}

/** What a demonstration instance says of itself. */
export interface DemonstrationView {
  /** Where the demonstration accounts are. */
  readonly connexion: string
  readonly essais: readonly Essai[]
}

interface HomeProps {
  readonly langue: Langue
  readonly demarches: readonly CardData[]
  /** Whether they are the most asked for, best first; any of them otherwise. */
  readonly areRanked: boolean
  /** How many are open in all. */
  readonly total: number
  readonly demonstration?: DemonstrationView | undefined
}

function Demonstration({
  langue,
  demonstration,
}: {
  readonly langue: Langue
  readonly demonstration: DemonstrationView
}) {
  const t = textsOf(langue).accueil.demonstration
  return (
    <section aria-labelledby="demonstration">
      <h2 id="demonstration">{t.titre}</h2>
      <p>{t.presentation}</p>
      <p>{t.comptes}</p>
      <p>
        <LinkButton href={demonstration.connexion}>{t.connexion}</LinkButton>
      </p>
    </section>
  )
}

function Essais({ langue, essais }: { readonly langue: Langue; readonly essais: readonly Essai[] }) {
  if (essais.length === 0) return null
  return (
    <section aria-labelledby="essais">
      <h2 id="essais">{textsOf(langue).accueil.demonstration.essais}</h2>
      <Cards cartes={essais.map(({ titre, texte, href }) => ({ titre, resume: texte, href }))} />
    </section>
  )
}

/** The home page: what one may do here, how to find it, and on a demonstration what this is. */
export function HomePage({ langue, demarches, areRanked, total, demonstration }: HomeProps) {
  const t = textsOf(langue).accueil
  return (
    <>
      <Hero titre={t.titre}>
        <p>{t.intro}</p>
        <SearchForm action={paths.liste()} name="q" id="recherche" libelle={t.chercher} bouton={t.bouton} />
      </Hero>
      <div class="cadre">
        {demonstration && <Demonstration langue={langue} demonstration={demonstration} />}
        {demonstration && <Essais langue={langue} essais={demonstration.essais} />}
        {demarches.length === 0 ? (
          <EmptyState titre={t.aucune}>
            <p>{t.aucuneAide}</p>
          </EmptyState>
        ) : (
          <section aria-labelledby="demarches">
            <h2 id="demarches">{areRanked ? t.plusDemandees : t.demarches}</h2>
            <Cards cartes={demarches} />
            <p>
              <a href={paths.liste()}>{total > 1 ? t.toutes(total) : t.toutesSimple}</a>
            </p>
          </section>
        )}
      </div>
    </>
  )
}
