import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { SauvegardeError } from './sauvegarde-error.ts'

const partie = z.object({
  /** Its file in the folder of the backup. */
  partie: z.string().regex(/^\d{4}\.bin$/),
  /** Of what it holds once opened, in hexadecimal. */
  sha256: z.string(),
  octets: z.number(),
})

const manifeste = z.object({
  format: z.literal(1),
  faiteLe: z.string(),
  migrations: z.array(z.object({ nom: z.string(), sha256: z.string() })),
  /** Public names of the master keys in use, and of what numbers are drawn with: all must be there at the restoration. */
  cles: z.array(z.string()).min(1),
  numeros: z.string(),
  tables: z.array(partie.extend({ nom: z.string(), colonnes: z.array(z.string()), lignes: z.number() })),
  sequences: z.array(z.object({ nom: z.string(), valeur: z.string(), servie: z.boolean() })),
  fichiers: partie.extend({ nombre: z.number(), absents: z.array(z.string()) }),
})

/** What a backup is made of. Written last: a folder without one is a backup that was cut. */
export type Manifeste = z.output<typeof manifeste>
/** One encrypted file of a backup. */
export type Partie = z.output<typeof partie>

const FILE = 'manifeste.json'

/** Writes it, authenticated by the key of the backup (HMAC-SHA-256, on its second line), whole or not at all. */
export async function writeManifeste(folder: string, key: Buffer, written: Manifeste): Promise<void> {
  const body = JSON.stringify(written)
  const file = await open(join(folder, `.${FILE}`), 'wx', 0o600)
  try {
    await file.writeFile(`${body}\n${macOf(key, body).toString('hex')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(join(folder, `.${FILE}`), join(folder, FILE))
}

/** @throws {SauvegardeError} when it is missing, altered, or made with another key. */
export async function readManifeste(folder: string, key: Buffer): Promise<Manifeste> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => {
    throw new SauvegardeError(`${folder} n’est pas une sauvegarde achevée : il n’y a pas de ${FILE}.`)
  })
  const [body = '', mac = ''] = text.split('\n')
  const given = Buffer.from(mac, 'hex')
  const wanted = macOf(key, body)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    throw new SauvegardeError('Le manifeste a été altéré, ou la clé n’est pas celle de cette sauvegarde.')
  const read = manifeste.safeParse(JSON.parse(body))
  if (!read.success) throw new SauvegardeError('Cette sauvegarde a été faite par une autre version de Parvis.')
  return read.data
}

function macOf(key: Buffer, body: string): Buffer {
  const own = Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'parvis/sauvegarde/1/manifeste', 32))
  return createHmac('sha256', own).update(body).digest()
}
