import { z } from 'zod'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { cleanLine, found, isBlank, readOne, refused, textOf, VIDE } from './saisie.ts'

/** A champ answered by an e-mail address. */
export const courrielChampSchema = z.strictObject({ kind: z.literal('courriel'), ...questionBase })

type CourrielChamp = z.infer<typeof courrielChampSchema>

/** Longest address that mail can carry (RFC 5321, 4.5.3.1.3, angle brackets aside). */
const LONGUEUR_MAX = 254
const LOCAL = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/
/** Letters only, or the encoded form of an international one. */
const TOP_LEVEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/

/** E-mail address: one `@`, ASCII, a top-level domain. The domain is stored in lower case, the rest as typed. */
export const courrielKind: QuestionKind<'courriel', CourrielChamp, string> = {
  role: 'question',
  kind: 'courriel',
  settings: courrielChampSchema,
  valeur: z
    .string()
    .max(LONGUEUR_MAX)
    .refine((text) => readCourriel(text) === text),
  parties: [],
  read: readOne,
  parse(saisie) {
    const raw = textOf(saisie)
    if (isBlank(raw)) return VIDE
    const courriel = raw.length > 10 * LONGUEUR_MAX ? undefined : readCourriel(cleanLine(raw))
    return courriel === undefined ? refused('courriel_invalide') : found(courriel)
  },
  unparse: (valeur) => valeur,
  format: (valeur) => valeur,
}

function readCourriel(text: string): string | undefined {
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0))
  const domain = text.slice(at + 1).toLowerCase()
  const labels = domain.split('.')
  const isValid =
    text.length <= LONGUEUR_MAX &&
    local.length <= 64 &&
    LOCAL.test(local) &&
    labels.length >= 2 &&
    labels.every((label) => label.length <= 63 && LABEL.test(label)) &&
    TOP_LEVEL.test(labels.at(-1) ?? '')
  return isValid ? `${local}@${domain}` : undefined
}
