import type { ComponentChildren } from 'preact'

interface SearchProps {
  /** Address that answers, with GET: a search has its address. */
  readonly action: string
  readonly name: string
  readonly id: string
  readonly libelle: string
  readonly bouton: string
  readonly valeur?: string | undefined
}

/** One text and one button, to find something. */
export function SearchForm({ action, name, id, libelle, bouton, valeur = '' }: SearchProps) {
  return (
    <search class="recherche">
      <form action={action} method="get">
        <label for={id}>{libelle}</label>
        <div class="recherche__ligne">
          <input type="search" id={id} name={name} value={valeur} autocomplete="off" />
          <button type="submit" class="bouton">
            {bouton}
          </button>
        </div>
      </form>
    </search>
  )
}

const COLUMNS = 12
const ROWS = 7

interface Stone {
  readonly x: number
  readonly y: number
  readonly opacity: string
}

/** A number between 0 and 1 that only depends on the place of the stone: the paving is the same at every visit. */
function grain(column: number, row: number): number {
  const value = Math.sin(column * 12.9898 + row * 78.233) * 43758.5453
  return value - Math.floor(value)
}

/** Stones that show more and more to the right, where no text stands; the others would not be seen and are left out. */
function stones(): readonly Stone[] {
  const laid: Stone[] = []
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 5; column < COLUMNS; column += 1) {
      const opacity = ((column - 4) / (COLUMNS - 4)) * (0.035 + 0.09 * grain(column, row))
      laid.push({ x: column * 110 + (row % 2) * 55, y: row * 74, opacity: opacity.toFixed(2) })
    }
  }
  return laid.filter(({ x, y, opacity }) => opacity !== '0.00' && !(x === 1045 && y === 222))
}

const PAVING = stones()

function Paving() {
  return (
    <svg class="accueil__paves" viewBox="0 0 1320 512" preserveAspectRatio="xMaxYMid slice" aria-hidden="true">
      <g fill="#fff">
        {PAVING.map(({ x, y, opacity }) => (
          <rect key={`${x} ${y}`} x={x} y={y} width="104" height="68" rx="5" opacity={opacity} />
        ))}
      </g>
      <rect class="accueil__pose" x="1040" y="222" width="104" height="68" rx="5" transform="rotate(4 1092 256)" />
    </svg>
  )
}

/** The square in front of the town hall: what the place is for, and how to begin. */
export function Hero({ titre, children }: { readonly titre: string; readonly children: ComponentChildren }) {
  return (
    <div class="accueil">
      <Paving />
      <div class="cadre">
        <h1>{titre}</h1>
        {children}
      </div>
    </div>
  )
}
