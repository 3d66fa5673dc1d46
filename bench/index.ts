import { run as demarrage } from './demarrage.ts'
import { run as depot } from './depot.ts'
import { run as etape } from './etape.ts'
import { run as evaluation } from './evaluation.ts'
import { openBenchSite } from './site.ts'
import { run as table } from './table.ts'

// Every claim about speed, measured in one run on one machine; a claim that does not hold fails the command.
const site = await openBenchSite()
let broken = 0
try {
  for (const measure of [
    () => evaluation(),
    () => demarrage(),
    () => etape(site),
    () => depot(site),
    () => table(site),
  ]) {
    const { titre, lignes } = await measure()
    console.log(`\n${titre}`)
    for (const { nom, valeur, seuil, tenu } of lignes) {
      console.log(`  ${tenu ? 'tenu    ' : 'NON TENU'}  ${nom} : ${valeur} (${seuil})`)
      if (!tenu) broken += 1
    }
  }
} finally {
  await site.close()
}
process.exitCode = broken === 0 ? 0 : 1
