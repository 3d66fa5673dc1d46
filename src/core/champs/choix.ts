import { z } from 'zod'
import { AUTRE } from '../conditions/condition.ts'
import { questionBase } from './base.ts'
import type { Parsed, QuestionKind } from './kind.ts'
import { formatOption, optionsSchema, optionValeurSchema } from './options.ts'
import { cleanLine, found, isBlank, isList, parseText, partOf, refused, refusedThough, textOf, VIDE } from './saisie.ts'
import { LONGUEUR_LIGNE } from './texte.ts'

/** One option among several; `autre` also offers « Autre » with a free text. */
export const choixChampSchema = z.strictObject({
  kind: z.literal('choix'),
  ...questionBase,
  options: optionsSchema,
  autre: z.boolean().optional(),
})

type ChoixChamp = z.infer<typeof choixChampSchema>

/** The option chosen, byte for byte, or what the person wrote under « Autre ». */
export type ChoixValeur = { readonly option: string } | { readonly autre: string }

const SOURCE_AUTRE = { type: 'texte', valeur: AUTRE } as const

/**
 * Single choice. What is typed is the option's value, or `{ autre: texte }` when « Autre » (posted as `__autre__`) is
 * chosen or only its text is filled in; a text left beside a chosen option is ignored.
 */
export const choixKind: QuestionKind<'choix', ChoixChamp, ChoixValeur> = {
  role: 'question',
  kind: 'choix',
  settings: choixChampSchema,
  valeur: z.union([
    z.strictObject({ option: optionValeurSchema }),
    z.strictObject({ autre: z.string().min(1).max(LONGUEUR_LIGNE) }),
  ]),
  parties: ['autre'],
  read(form, champ) {
    const chosen = form.one()
    if (!champ.autre) return chosen
    const autre = form.one('autre') ?? ''
    return chosen === AUTRE || (isBlank(chosen ?? '') && !isBlank(autre)) ? { autre } : chosen
  },
  parse(saisie, champ) {
    if (typeof saisie !== 'string' && !isList(saisie)) {
      return Object.hasOwn(saisie, 'autre') ? parseAutre(partOf(saisie, 'autre'), champ) : VIDE
    }
    const text = textOf(saisie)
    if (champ.options.some(({ valeur }) => valeur === text)) return found({ option: text })
    if (text === AUTRE && champ.autre) return parseAutre('', champ)
    return isBlank(text) ? VIDE : refused('choix_inconnu')
  },
  unparse: (valeur) => ('option' in valeur ? valeur.option : { autre: valeur.autre }),
  format: (valeur, champ, langue) =>
    'option' in valeur ? formatOption(champ.options, valeur.option, langue) : valeur.autre,
  source: (valeur) => ('option' in valeur ? { type: 'texte', valeur: valeur.option } : SOURCE_AUTRE),
}

function parseAutre(raw: string, champ: ChoixChamp): Parsed<ChoixValeur> {
  if (!champ.autre) return isBlank(raw) ? VIDE : refused('choix_inconnu')
  const text = parseText(raw, LONGUEUR_LIGNE, cleanLine)
  // « Autre » counts as answered for conditions as soon as it is chosen, even before its text is written.
  if (text.kind === 'vide') return refusedThough(SOURCE_AUTRE, 'autre_a_preciser')
  if (text.kind === 'probleme') return { ...text, source: SOURCE_AUTRE }
  return found({ autre: text.valeur })
}
