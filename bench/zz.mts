import { openBenchSite } from './site.ts'
import { run } from './depot.ts'
import { run as etape } from './etape.ts'
const site = await openBenchSite()
console.log(await run(site))
console.log(await etape(site))
await site.close()
