import type { Ouverture } from '../../core/dossier/analyse.ts'
import { type Formulaire, parseCle } from '../../core/schema/formulaire.ts'
import { type Langue, readTexte } from '../../core/texte.ts'
import { fichiersTexts } from '../dossiers/index.ts'

/** The most characters of a folder's name, so that a path stays within what every system unpacks. */
const DOSSIER_MAX = 60

/**
 * The place of each file in the archive of a dossier, in the order given: `03-justificatif-de-domicile/facture.pdf`.
 * The number is the rank of the champ in the form, then that of the row. No two places are the same, whatever the case.
 */
export function archivePlaces(
  files: readonly { readonly nom: string; readonly cle: string }[],
  formulaire: Formulaire,
): readonly string[] {
  const taken = new Set<string>()
  const lignes = new Map<number, string[]>()
  return files.map(({ nom, cle }) => {
    const folder = folderOf(cle, formulaire, lignes)
    const place = freePlace(folder, nom, taken)
    taken.add(place.toLowerCase())
    return place
  })
}

/** The text that says which files are not in an archive, and why; nothing when all of them are. Its name is no champ's. */
export function absentText(
  files: readonly { readonly place: string; readonly ouverture: Ouverture }[],
  langue: Langue,
): { readonly nom: string; readonly texte: string } | undefined {
  const t = fichiersTexts(langue).archive
  const lines = files.flatMap(({ place, ouverture }) =>
    ouverture === 'ouvert' ? [] : [`- ${place} (${t.raisons[ouverture]})`],
  )
  return lines.length === 0 ? undefined : { nom: t.nom, texte: `${t.titre}\n${lines.join('\n')}\n` }
}

function folderOf(cle: string, formulaire: Formulaire, lignes: Map<number, string[]>): string {
  const parsed = parseCle(cle)
  const index = formulaire.champs.findIndex(({ id }) => id === parsed?.id)
  const champ = formulaire.champs[index]
  if (!parsed || !champ) return '00-autres'
  const rank = String(index + 1).padStart(2, '0')
  const folder = `${rank}-${slug(readTexte(champ.libelle, 'fr'))}`
  return parsed.ligne === undefined ? folder : `${folder}-${rankOfLigne(lignes, parsed.id, parsed.ligne)}`
}

/** Rows are ULIDs: they sort by birth, and a file tells the rows it knows in the order they come. */
function rankOfLigne(lignes: Map<number, string[]>, id: number, ligne: string): number {
  const known = lignes.get(id) ?? []
  if (!known.includes(ligne)) known.push(ligne)
  lignes.set(id, known)
  return known.indexOf(ligne) + 1
}

function slug(libelle: string): string {
  const plain = libelle
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[œŒ]/g, 'oe')
    .replace(/[æÆ]/g, 'ae')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, DOSSIER_MAX)
    .replace(/^-+|-+$/g, '')
  return plain === '' ? 'fichiers' : plain
}

function freePlace(folder: string, nom: string, taken: ReadonlySet<string>): string {
  const dot = nom.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [nom.slice(0, dot), nom.slice(dot)] : [nom, '']
  for (let n = 1; ; n += 1) {
    const place = `${folder}/${n === 1 ? nom : `${stem} (${n})${ending}`}`
    if (!taken.has(place.toLowerCase())) return place
  }
}
