import { type Analyse, type Ouverture, ouvertureOf, type Politique } from '../../../core/dossier/analyse.ts'
import type { Langue } from '../../../core/texte.ts'
import { isDrawable } from '../../../infra/files/apercus.ts'
import { Tag } from '../../../ui/badge.tsx'
import { formatTaille } from '../../../ui/format.ts'
import type { Meaning } from '../../../ui/meaning.ts'
import { textsOf } from '../texts.ts'

/** A file of a dossier as it is listed. */
export interface FichierVu {
  readonly id: string
  readonly nom: string
  readonly type: string
  readonly octets: number
  readonly analyse: Analyse
}

/** Who reads a list of files, what the instance lets them open, and where each file is. */
export interface FichierAcces {
  readonly compteId: string
  readonly politique: Politique
  readonly href: (id: string) => string
  /** Where its first pages are drawn, for those who look at files of others. */
  readonly apercu?: ((id: string) => string) | undefined
}

interface ListProps {
  readonly langue: Langue
  readonly fichiers: readonly FichierVu[]
  readonly acces: FichierAcces
}

/** Files under an answer or a message: a link to those that may open, and a word for those that were not found sound. */
export function FichierList({ langue, fichiers, acces }: ListProps) {
  if (fichiers.length === 0) return null
  return (
    <ul class="pieces">
      {fichiers.map((fichier) => {
        const { id, nom, type, octets, analyse } = fichier
        const ouverture = ouvertureOf(analyse, acces)
        const mention = mentionOf(langue, analyse, ouverture)
        return (
          <li key={id}>
            <span>
              {isClosed(ouverture) ? nom : <a href={acces.href(id)}>{nom}</a>}{' '}
              <span class="discret">({formatTaille(langue, octets)})</span>
            </span>
            {isShown(ouverture) && isDrawable(type) && acces.apercu && (
              <a href={acces.apercu(id)}>
                {textsOf(langue).fichiers.apercu.lien}
                <span class="cache"> {textsOf(langue).fichiers.apercu.de(nom)}</span>
              </a>
            )}
            {mention && <Tag sens={mention.sens} texte={mention.texte} />}
          </li>
        )
      })}
    </ul>
  )
}

/** Whether there is nothing to open, nor to decide, behind the name of a file. */
export function isClosed(ouverture: Ouverture): boolean {
  return ouverture === 'attente' || ouverture === 'infecte'
}

/** Whether its pages may be drawn: what opens, warned of or not. A drawing carries nothing of the file that could run. */
export function isShown(ouverture: Ouverture): boolean {
  return ouverture === 'ouvert' || ouverture === 'a_confirmer'
}

function mentionOf(
  langue: Langue,
  { etat }: Analyse,
  ouverture: Ouverture,
): { readonly sens: Meaning; readonly texte: string } | undefined {
  const t = textsOf(langue).fichiers.etats
  if (etat === 'infecte') return { sens: 'erreur', texte: t.infecte }
  // Who brought the file opens it meanwhile, and is told where it stands.
  if (etat === 'en_attente') return { sens: 'neutre', texte: t.attente }
  return ouverture === 'ouvert' ? undefined : { sens: 'attention', texte: t.nonAnalyse }
}
