import { extensionOf } from './types.ts'

const NAME_MAX = 150

/**
 * The name of a file as it is kept and shown: composed accents (NFC), at most 150 characters with its ending, no folder,
 * and nothing invisible that would make it read as another (controls, direction of writing, zero width).
 */
export function cleanName(nomOriginal: string): string {
  const base = nomOriginal.split(/[/\\]/).at(-1) ?? ''
  const visible = base
    .toWellFormed()
    .normalize('NFC')
    // Cc and Cf hold controls, direction marks and zero-width characters; Zl and Zp break lines; Co means nothing to anybody.
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  return visible === '' ? 'fichier' : shorten(visible)
}

/** Cut in the middle of the name, never of a character, so that the ending stays. PostgreSQL counts characters, not units. */
function shorten(nom: string): string {
  const characters = Array.from(nom)
  if (characters.length <= NAME_MAX) return nom
  const extension = extensionOf(nom)
  const ending = extension === '' || extension.length > 10 ? '' : `.${extension}`
  return `${characters
    .slice(0, NAME_MAX - Array.from(ending).length)
    .join('')
    .trimEnd()}${ending}`
}
