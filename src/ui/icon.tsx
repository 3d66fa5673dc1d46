/** The drawings of the system, each on a 20 × 20 grid, in the colour of the text around. */
const DRAWINGS = {
  alerte: 'M10 2.6 18.4 17H1.6zM10 8v4m0 2.6v.1',
  ajouter: 'M10 3.5v13M3.5 10h13',
  bas: 'm5 8 5 5 5-5',
  calendrier: 'M3 5h14v12H3zM3 8.5h14M7 2.8V6m6-3.2V6',
  chercher: 'M8.6 14.2a5.6 5.6 0 1 0 0-11.2 5.6 5.6 0 0 0 0 11.2ZM12.8 12.8 17 17',
  coche: 'm3.5 10.5 4.3 4.3L16.5 5.5',
  crayon: 'm4 13 8.8-8.8a1.7 1.7 0 0 1 2.4 0l.6.6a1.7 1.7 0 0 1 0 2.4L7 16l-4 1z',
  croix: 'm5 5 10 10M15 5 5 15',
  fichier: 'M5 2.5h6.5L15 6v11.5H5zM11 2.5V6.5h4',
  haut: 'm5 12 5-5 5 5',
  horloge: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 5.8V10l2.8 1.8',
  info: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 9.2v4.6m0-7.4v.1',
  interdit: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM4.7 4.7l10.6 10.6',
  boite: 'M3 4.5h14v4H3zM4.5 8.5v7h11v-7M8 11.5h4',
  message: 'M3 4h14v9.5H9.5L6 16.8v-3.3H3z',
  personne: 'M10 9.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM3.5 17.2a6.5 6.5 0 0 1 13 0',
  retirer: 'M3.5 5.5h13M8 5.5V3.2h4v2.3M5.2 5.5l.8 11.7h8l.8-11.7',
  trier: 'm6.5 8 3.5-4 3.5 4M6.5 12l3.5 4 3.5-4',
} as const

/** The name of a drawing. */
export type IconName = keyof typeof DRAWINGS

interface IconProps {
  readonly nom: IconName
  readonly class?: string
}

/** A drawing beside a word that says the same: always hidden from assistive technologies. */
export function Icon({ nom, class: className }: IconProps) {
  return (
    <svg
      class={className === undefined ? 'icone' : `icone ${className}`}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={DRAWINGS[nom]} />
    </svg>
  )
}
