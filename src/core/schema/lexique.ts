import { CIVILITES } from '../champs/civilite.ts'
import type { Champ } from '../champs/index.ts'
import type { Referentiels } from '../champs/kind.ts'
import { formatOption } from '../champs/options.ts'
import { formatPays } from '../champs/pays.ts'
import { AUTRE, type Comparaison } from '../conditions/condition.ts'
import type { Lexique } from '../conditions/explain.ts'
import type { Usage } from '../conditions/texts.ts'
import { type Langue, readTexte } from '../texte.ts'
import { coreTexts } from '../texts.ts'
import type { Formulaire } from './formulaire.ts'

/** The words that `explain` needs to tell the rules of that form: labels of its champs and options, names of places. */
export function lexiqueOf(
  formulaire: Pick<Formulaire, 'find'>,
  { langue, referentiels, usage = 'affichage' }: { langue: Langue; referentiels: Referentiels; usage?: Usage },
): Lexique {
  return {
    langue,
    usage,
    libelleOf: (id) => {
      const champ = formulaire.find(id)
      return champ && readTexte(champ.libelle, langue)
    },
    optionLabel: (comparaison) =>
      constantLabel(comparaison, formulaire.find(comparaison.champ), { langue, referentiels }),
  }
}

interface Words {
  readonly langue: Langue
  readonly referentiels: Referentiels
}

function constantLabel({ op, valeur }: Comparaison, champ: Champ | undefined, words: Words): string | undefined {
  if (typeof valeur === 'boolean') return undefined
  const { langue, referentiels } = words
  if (op === 'in_departement' || op === 'not_in_departement') return referentiels.departement(valeur)?.nom
  if (op === 'in_region' || op === 'not_in_region') return referentiels.region(valeur)?.nom
  switch (champ?.kind) {
    case 'choix':
    case 'choix_multiple':
      return valeur === AUTRE ? undefined : formatOption(champ.options, valeur, langue)
    case 'civilite': {
      const civilite = CIVILITES.find((each) => each === valeur)
      return civilite && coreTexts(langue).civilites[civilite]
    }
    case 'departement':
      return referentiels.departement(valeur)?.nom
    case 'region':
      return referentiels.region(valeur)?.nom
    case 'commune':
      return referentiels.commune(valeur)?.nom
    case 'pays':
      return formatPays(valeur, langue)
    default:
      return undefined
  }
}
