import { z } from 'zod'
import { questionBase } from './base.ts'
import type { Commune, Parsed, QuestionKind, Referentiels, Saisie } from './kind.ts'
import { communesTyped, postalCodeIn } from './lieu.ts'
import { cleanPart, excerpt, found, isList, partOf, readParts, refused, textOf, VIDE } from './saisie.ts'

/** A champ answered by a commune. */
export const communeChampSchema = z.strictObject({ kind: z.literal('commune'), ...questionBase })

/** A champ answered by a commune. */
export type CommuneChamp = z.infer<typeof communeChampSchema>

const communeValeurSchema = z.strictObject({
  /** Official geographic code (Insee), as in `63113`. */
  code: z.string().min(1).max(10),
  nom: z.string().min(1).max(200),
  /** The one that was typed, or the only one of the commune. */
  codePostal: z.string().max(10).optional(),
  codeDepartement: z.string().max(10),
  codeRegion: z.string().max(10),
})

/** A commune as it is kept with an answer. */
export type CommuneValeur = Readonly<z.infer<typeof communeValeurSchema>>

const PARTIES = ['texte', 'code'] as const

/**
 * Commune, typed as a name, a postal code or both (`texte`), with the official code once one is chosen (`code`).
 * The code decides only among what the text names, so that a text changed afterwards is never contradicted.
 */
export const communeKind: QuestionKind<'commune', CommuneChamp, CommuneValeur> = {
  role: 'question',
  kind: 'commune',
  settings: communeChampSchema,
  valeur: communeValeurSchema,
  parties: PARTIES,
  read(form) {
    const parts = readParts(form, PARTIES)
    const main = form.one()
    return parts ?? (main === undefined ? undefined : { texte: main })
  },
  parse(saisie, _champ, { referentiels }) {
    const { texte, code } = typed(saisie)
    if (texte === '') return code === '' ? VIDE : parseCode(code, referentiels)
    const candidates = communesTyped(texte, referentiels)
    const [only, ...others] = candidates
    if (!only) return refused('commune_inconnue', { texte: excerpt(texte) })
    const chosen = others.length === 0 ? only : candidates.find((each) => each.code === code)
    if (!chosen) return refused('commune_a_choisir', { texte: excerpt(texte), nombre: candidates.length })
    return found(communeValeur(chosen, postalCodeIn(texte)))
  },
  unparse: ({ nom, code, codePostal }) => ({ texte: codePostal ? `${nom} (${codePostal})` : nom, code }),
  format: ({ nom, codePostal }) => (codePostal ? `${nom} (${codePostal})` : nom),
  source: ({ code, codeDepartement, codeRegion }) => ({
    type: 'lieu',
    code,
    departement: codeDepartement,
    region: codeRegion,
  }),
}

/** The communes among which the person has to choose, for an answer that is `commune_a_choisir`; in the order of the referential. */
export function communesToChoose(saisie: Saisie, referentiels: Referentiels): readonly Commune[] {
  const { texte } = typed(saisie)
  return texte === '' ? [] : communesTyped(texte, referentiels)
}

function typed(saisie: Saisie): { readonly texte: string; readonly code: string } {
  const isOneText = typeof saisie === 'string' || isList(saisie)
  const texte = isOneText ? textOf(saisie) : partOf(saisie, 'texte')
  const code = isOneText ? '' : partOf(saisie, 'code')
  return { texte: cleanPart(texte), code: cleanPart(code) }
}

function parseCode(code: string, referentiels: Referentiels): Parsed<CommuneValeur> {
  const commune = referentiels.commune(code)
  return commune ? found(communeValeur(commune, undefined)) : refused('commune_inconnue', { texte: excerpt(code) })
}

function communeValeur(commune: Commune, typedPostalCode: string | undefined): CommuneValeur {
  const { code, nom, codesPostaux, codeDepartement, codeRegion } = commune
  const known = codesPostaux.length === 1 ? codesPostaux[0] : codesPostaux.find((each) => each === typedPostalCode)
  return { code, nom, ...(known === undefined ? {} : { codePostal: known }), codeDepartement, codeRegion }
}
