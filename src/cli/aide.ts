import { SETTINGS_DOC } from '../infra/settings-doc.ts'
import type { Commande } from './context.ts'

/** The page of `parvis aide`: every command, every setting. */
export function helpPage(commandes: readonly Commande[]): string {
  const lines = commandes.map(({ nom, usage, resume }) => [`${nom} ${usage}`.trim(), resume] as const)
  const settings = SETTINGS_DOC.map(({ nom, defaut, sens }) => [nom, `${sens} (par défaut : ${defaut})`] as const)
  return [
    'Parvis : les démarches des services publics, en ligne pour de vrai.',
    '',
    'Usage : parvis COMMANDE [arguments]',
    '',
    'Commandes :',
    ...columns(lines),
    '',
    'Réglages, donnés par l’environnement :',
    ...columns(settings),
    '',
    'Sortie : 0 c’est fait, 1 échec, 2 demande mal formulée.',
  ].join('\n')
}

/** One command alone. */
export function commandHelp({ nom, usage, resume }: Commande): string {
  return `Usage : parvis ${`${nom} ${usage}`.trim()}\n\n${resume}`
}

function columns(lines: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(40, Math.max(...lines.map(([left]) => left.length)))
  // What is too long to share a line with its meaning has it below.
  return lines.map(([left, right]) =>
    left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`,
  )
}
