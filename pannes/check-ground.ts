import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Anomalie } from './check-history.ts'
import type { Ground } from './ground.ts'

/** What is looked at once, when everything has been played: mails, the journal's chain, the files on the disk. */
export interface GroundReport {
  readonly anomalies: readonly Anomalie[]
  /** Rows of the outbox, and mails that came more often than once, under the same Message-ID. */
  readonly courriels: number
  readonly renvoyes: number
  readonly journal: string
}

/** Waits for the last mails to leave, and checks what the histories do not tell. */
export async function checkGround(ground: Ground): Promise<GroundReport> {
  const mails = await checkMails(ground)
  await untilChained(ground)
  const [journal, broken] = await checkJournal(ground)
  const files = await ground.withOwner((pool) => checkDisk(pool, ground.fichiers))
  const { courriels, renvoyes } = mails
  return { anomalies: [...mails.anomalies, ...broken, ...files], courriels, renvoyes, journal }
}

// A worker killed while it sends has its mail taken up again: half a minute at most, then some seconds. Failed tries add up.
const MAILS_MS = 90_000

/** Every row was sent, every sending came, and nothing came that no row says. */
async function checkMails({ withOwner, smtp }: Ground) {
  const until = Date.now() + MAILS_MS
  let rows = await withOwner(readMails)
  while (rows.some(({ sent }) => !sent) && Date.now() < until) {
    await wait(1_000)
    rows = await withOwner(readMails)
  }
  const received = Map.groupBy(smtp.mails, ({ messageId }) => messageId ?? '')
  const known = new Set(rows.map(({ messageId }) => messageId))
  const anomalies: Anomalie[] = [
    ...rows
      .filter(({ sent, messageId }) => !sent || !received.has(messageId))
      .map(
        ({ cle, sent }) =>
          ({ kind: 'perte', quoi: `courriel ${cle} ${sent ? 'jamais reçu' : 'jamais parti'}` }) as const,
      ),
    ...[...received.keys()]
      .filter((messageId) => !known.has(messageId))
      .map((messageId) => ({ kind: 'invention', quoi: `courriel ${messageId} que rien ne dit` }) as const),
  ]
  return { anomalies, courriels: rows.length, renvoyes: smtp.mails.length - received.size }
}

interface MailRow {
  readonly cle: string
  readonly messageId: string
  readonly sent: boolean
}

async function readMails(pool: Pool): Promise<readonly MailRow[]> {
  const { rows } = await pool.query<MailRow>(
    'select cle, message_id as "messageId", sent_at is not null as sent from infra.courriel',
  )
  return rows
}

/** As an operator would: by the command. */
async function checkJournal({ parvis }: Pick<Ground, 'parvis'>): Promise<readonly [string, readonly Anomalie[]]> {
  try {
    const said = await parvis('journal', 'verifier')
    return [said.split('\n', 1)[0] ?? '', []]
  } catch (error) {
    return ['', [{ kind: 'journal', quoi: `journal verifier : ${String(error)}` }]]
  }
}

/** Every row has its file; what is in each was asked of the site, which alone can read it. */
async function checkDisk(pool: Pool, root: string): Promise<readonly Anomalie[]> {
  const { rows } = await pool.query<{ emplacement: string }>('select emplacement from infra.fichier')
  const there = await Promise.all(rows.map(({ emplacement }) => stat(join(root, emplacement)).catch(() => undefined)))
  return rows.flatMap(({ emplacement }, rank): Anomalie[] =>
    there[rank]?.isFile() ? [] : [{ kind: 'perte', quoi: `fichier ${emplacement} absent du disque` }],
  )
}

async function untilChained(ground: Ground): Promise<void> {
  const until = Date.now() + 60_000
  while (Date.now() < until) {
    const left = await ground.withOwner(async (pool) => {
      const { rows } = await pool.query<{ left: number }>('select count(*) as left from infra.journal_a_chainer')
      return rows[0]?.left
    })
    if (left === 0) return
    await wait(500)
  }
  throw new Error('the journal is not chained after a minute')
}
