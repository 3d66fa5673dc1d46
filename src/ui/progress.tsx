import type { Langue } from '../core/texte.ts'
import { formatNombre } from './format.ts'
import { uiTexts } from './texts.ts'

interface ProgressProps {
  readonly langue: Langue
  readonly id: string
  /** What is being done: « Préparation de l’export ». */
  readonly libelle: string
  /** Absent while the amount of work is not known. */
  readonly avance?: { readonly fait: number; readonly total: number } | undefined
}

/** Long work under way. The page that holds it asks again by itself (`Page.actualiserEn`). */
export function Progress({ langue, id, libelle, avance }: ProgressProps) {
  const t = uiTexts(langue).progression
  const words = avance ? t.avance(formatNombre(langue, avance.fait), formatNombre(langue, avance.total)) : t.enCours
  return (
    <div class="progression">
      <label for={id}>{libelle}</label>
      <progress id={id} value={avance?.fait} max={avance?.total}>
        {words}
      </progress>
      <p class="discret">{words}</p>
    </div>
  )
}
