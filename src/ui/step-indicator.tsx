import type { Langue } from '../core/texte.ts'
import { uiTexts } from './texts.ts'

interface StepProps {
  readonly langue: Langue
  /** The démarche. */
  readonly titre?: string | undefined
  /** From 1; hidden steps are not counted. */
  readonly numero: number
  readonly total: number
  readonly etape?: string | undefined
}

/** The position in words: « Étape 2 sur 5 : Votre enfant ». */
export function formatStep({ langue, numero, total, etape }: StepProps): string {
  const position = uiTexts(langue).etape.position(numero, total)
  if (etape === undefined) return position
  return langue === 'fr' ? `${position} : ${etape}` : `${position}: ${etape}`
}

/** How far one is, in words first; the bar says the same to the eye. */
export function StepIndicator(props: StepProps) {
  const { langue, titre, numero, total } = props
  return (
    <div class="etape">
      <p>
        {titre !== undefined && `${titre} · `}
        {formatStep(props)}
      </p>
      <progress value={numero} max={total} aria-label={uiTexts(langue).etape.avancement}>
        {formatStep({ langue, numero, total })}
      </progress>
    </div>
  )
}
