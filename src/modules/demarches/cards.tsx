import { type Langue, readTexte } from '../../core/texte.ts'
import type { CardData } from '../../ui/card.tsx'
import { paths } from './paths.ts'
import type { DemarcheTrouvee } from './store/search.ts'
import { textsOf } from './texts.ts'

/** A démarche as a card: time and delay above its title, its summary, the organisme under it. */
export function cardOf(demarche: DemarcheTrouvee, langue: Langue): CardData {
  const { minutes } = textsOf(langue)
  const { slug, titre, resume, dureeEnMinutes, delai, organismeNom } = demarche
  return {
    href: paths.demarche(slug),
    titre: readTexte(titre, langue),
    sur: [minutes(dureeEnMinutes), readTexte(delai, langue)].filter((part) => part !== '').join(' · '),
    resume: readTexte(resume, langue),
    bas: <span class="discret">{organismeNom}</span>,
  }
}
