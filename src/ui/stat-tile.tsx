import type { Langue } from '../core/texte.ts'
import { uiTexts } from './texts.ts'

/** One figure worth seeing. Values are ready to print. */
export interface StatTile {
  readonly cle: string
  readonly libelle: string
  readonly valeur: string
  readonly precision?: string | undefined
  readonly detail?: string | undefined
  /** How it came there, oldest first; `debut` and `fin` are the same figures in words. */
  readonly serie?: { readonly points: readonly number[]; readonly debut: string; readonly fin: string } | undefined
}

const WIDTH = 200
const HEIGHT = 40

/** The points of the line, spread over the width; a constant series is a line in the middle. */
function linePoints(points: readonly number[]): string {
  const least = Math.min(...points)
  const span = Math.max(...points) - least
  return points
    .map((value, index) => {
      const x = points.length === 1 ? WIDTH : (index * WIDTH) / (points.length - 1)
      const y = span === 0 ? HEIGHT / 2 : HEIGHT - ((value - least) / span) * HEIGHT
      return `${Number(x.toFixed(1))},${Number(y.toFixed(1))}`
    })
    .join(' ')
}

function Tile({ langue, tuile }: { readonly langue: Langue; readonly tuile: StatTile }) {
  const { libelle, valeur, precision, detail, serie } = tuile
  return (
    <div class="tuile">
      <dt>{libelle}</dt>
      <dd class="tuile__valeur">
        {valeur}
        {precision !== undefined && <small> {precision}</small>}
      </dd>
      {detail !== undefined && <dd class="tuile__detail">{detail}</dd>}
      {serie && serie.points.length > 0 && (
        <dd>
          <svg class="courbe" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
            <polyline points={linePoints(serie.points)} />
          </svg>
          <span class="cache">{uiTexts(langue).tuile.serie(serie.debut, serie.fin)}</span>
        </dd>
      )}
    </div>
  )
}

/** Figures side by side, each with its name, its detail and how it came there. */
export function StatTiles({ langue, tuiles }: { readonly langue: Langue; readonly tuiles: readonly StatTile[] }) {
  return (
    <dl class="tuiles">
      {tuiles.map((tuile) => (
        <Tile key={tuile.cle} langue={langue} tuile={tuile} />
      ))}
    </dl>
  )
}
