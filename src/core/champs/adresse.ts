import { z } from 'zod'
import { questionBase } from './base.ts'
import type { Commune, Parsed, QuestionKind, Referentiels, Saisie } from './kind.ts'
import { isPostalCodeOf } from './lieu.ts'
import { formatPays } from './pays.ts'
import { cleanPart, compact, excerpt, found, isList, partOf, readParts, refused, textOf, VIDE } from './saisie.ts'

/** A champ answered by a postal address. */
export const adresseChampSchema = z.strictObject({ kind: z.literal('adresse'), ...questionBase })

type AdresseChamp = z.infer<typeof adresseChampSchema>

const LIGNE_MAX = 200
const ligne = z.string().min(1).max(LIGNE_MAX)

const adresseFranceSchema = z.strictObject({
  pays: z.literal('FR'),
  voie: ligne,
  complement: ligne.optional(),
  codePostal: z.string().regex(/^\d{5}$/),
  commune: z.strictObject({ code: z.string().min(1).max(10), nom: ligne }),
  /** As typed: « Cedex », « Cedex 1 ». Its postal code is none of the commune's own. */
  cedex: z.string().max(20).optional(),
  codeDepartement: z.string().max(10),
  codeRegion: z.string().max(10),
})

const adresseEtrangereSchema = z.strictObject({
  /** ISO 3166-1 alpha-2, never `FR`. */
  pays: z.string().regex(/^(?!FR)[A-Z]{2}$/),
  voie: ligne,
  complement: ligne.optional(),
  codePostal: z.string().min(1).max(20).optional(),
  ville: ligne,
})

/** A French address, with its commune in the official code, or a free one abroad. */
export type AdresseValeur =
  | Readonly<z.infer<typeof adresseFranceSchema>>
  | Readonly<z.infer<typeof adresseEtrangereSchema>>

/** The inputs of an address. `commune` is a name or an official code, and the town of an address abroad; `pays` is France when blank. */
export const ADRESSE_PARTIES = ['voie', 'complement', 'codePostal', 'commune', 'pays'] as const

/** Country codes of the départements overseas, whose addresses are French ones. */
const PAYS_FRANCE: ReadonlySet<string> = new Set(['FR', 'GP', 'MQ', 'GF', 'RE', 'YT'])

/** Postal address, typed by hand in five inputs. */
export const adresseKind: QuestionKind<'adresse', AdresseChamp, AdresseValeur> = {
  role: 'question',
  kind: 'adresse',
  settings: adresseChampSchema,
  valeur: z.union([adresseFranceSchema, adresseEtrangereSchema]),
  parties: ADRESSE_PARTIES,
  read: (form) => readParts(form, ADRESSE_PARTIES) ?? form.one(),
  parse(saisie, _champ, { referentiels }) {
    const typed = readTyped(saisie)
    const { voie, complement, codePostal, commune, pays } = typed
    if (voie + complement + codePostal + commune === '') return VIDE
    if ([voie, complement, commune].some((text) => text.length > LIGNE_MAX))
      return refused('trop_long', { max: LIGNE_MAX })
    if (PAYS_FRANCE.has(pays)) return parseFrance(typed, referentiels)
    return referentiels.isPays(pays) ? parseEtranger(typed) : refused('code_inconnu')
  },
  unparse(valeur) {
    const { voie, complement = '', codePostal = '', pays } = valeur
    return { voie, complement, codePostal, commune: communeTypedFor(valeur), pays }
  },
  format(valeur, _champ, langue) {
    const { voie, complement, codePostal = '' } = valeur
    const ville = 'ville' in valeur ? valeur.ville : [valeur.commune.nom, valeur.cedex ?? ''].join(' ').trim()
    const pays = valeur.pays === 'FR' ? '' : formatPays(valeur.pays, langue)
    const lines = [voie, complement ?? '', `${codePostal} ${ville}`.trim(), pays]
    return lines.filter((line) => line !== '').join('\n')
  },
  source: (valeur) =>
    'ville' in valeur
      ? { type: 'lieu', code: valeur.pays }
      : {
          type: 'lieu',
          code: valeur.commune.code,
          departement: valeur.codeDepartement,
          region: valeur.codeRegion,
        },
}

/** The communes among which the person has to choose, for an address that is `commune_a_choisir`. */
export function communesOfAdresse(saisie: Saisie, referentiels: Referentiels): readonly Commune[] {
  const typed = readTyped(saisie)
  if (!PAYS_FRANCE.has(typed.pays)) return []
  return resolveCommune(typed, referentiels).communes
}

interface Typed {
  readonly voie: string
  readonly complement: string
  readonly codePostal: string
  readonly commune: string
  readonly pays: string
}

function readTyped(saisie: Saisie): Typed {
  const isOneText = typeof saisie === 'string' || isList(saisie)
  const part = (partie: string): string => cleanPart(partOf(saisie, partie))
  return {
    // One text alone is kept as the street: the rest is then asked, and nothing that was typed is lost.
    voie: isOneText ? cleanPart(textOf(saisie)) : part('voie'),
    complement: part('complement'),
    codePostal: part('codePostal'),
    commune: part('commune'),
    pays: part('pays').toUpperCase() || 'FR',
  }
}

function parseFrance(typed: Typed, referentiels: Referentiels): Parsed<AdresseValeur> {
  const { voie, complement } = typed
  const codePostal = compact(typed.codePostal)
  const manque = missing({ voie, codePostal, commune: typed.commune })
  if (manque) return refused('adresse_incomplete', { manque })
  if (!/^\d{5}$/.test(codePostal)) return refused('code_postal_invalide')
  const { communes, cedex } = resolveCommune(typed, referentiels)
  const [commune, ...others] = communes
  if (!commune) return refused('commune_inconnue', { texte: excerpt(typed.commune), codePostal })
  if (others.length > 0) return refused('commune_a_choisir', { texte: excerpt(typed.commune), nombre: communes.length })
  return found({
    pays: 'FR',
    voie,
    ...(complement === '' ? {} : { complement }),
    codePostal,
    commune: { code: commune.code, nom: commune.nom },
    ...(cedex === undefined ? {} : { cedex }),
    codeDepartement: commune.codeDepartement,
    codeRegion: commune.codeRegion,
  })
}

interface Resolved {
  readonly communes: readonly Commune[]
  readonly cedex?: string
}

/**
 * The communes that a French address may be in. An official code counts only if the commune has that postal code: the
 * same five digits can be the code of one commune and the postal code of another.
 */
function resolveCommune(typed: Typed, referentiels: Referentiels): Resolved {
  const codePostal = compact(typed.codePostal)
  const hasPostalCode = (commune: Commune): boolean => commune.codesPostaux.includes(codePostal)
  const byCode = referentiels.commune(typed.commune.toUpperCase())
  if (byCode && hasPostalCode(byCode)) return { communes: [byCode] }
  const cedex = /^(.*\S) (cedex(?: \d{1,2})?)$/i.exec(typed.commune)
  if (!cedex) return { communes: referentiels.communesNamed(typed.commune).filter(hasPostalCode) }
  // A CEDEX is a sorting centre's own postal code, which no commune has: the département is what can be checked.
  const [, nom = '', mention = ''] = cedex
  const communes = referentiels.communesNamed(nom).filter((each) => isPostalCodeOf(codePostal, each.codeDepartement))
  return { communes, cedex: mention }
}

function communeTypedFor(valeur: AdresseValeur): string {
  if ('ville' in valeur) return valeur.ville
  return valeur.cedex ? `${valeur.commune.nom} ${valeur.cedex}` : valeur.commune.code
}

function parseEtranger({ voie, complement, codePostal, commune, pays }: Typed): Parsed<AdresseValeur> {
  const manque = missing({ voie, commune })
  if (manque) return refused('adresse_incomplete', { manque })
  if (codePostal.length > 20) return refused('code_postal_invalide')
  return found({
    pays,
    voie,
    ...(complement === '' ? {} : { complement }),
    ...(codePostal === '' ? {} : { codePostal }),
    ville: commune,
  })
}

function missing(parts: Readonly<Record<string, string>>): string {
  return Object.keys(parts)
    .filter((partie) => parts[partie] === '')
    .join(',')
}
