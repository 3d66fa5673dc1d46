import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aDocx, aPdf, aZip } from '../src/infra/files/sample-files.ts'
import { CLAMD_MAX, type Clamd, clamdMissing, EICAR, openClamd } from './house/clamd.ts'
import { filedNumero, sendMessage } from './house/fichiers.ts'
import { openParvis, type Parvis } from './house/open-parvis.ts'
import { type Answer, Visitor } from './house/visitor.ts'

const missing = clamdMissing()
if (missing !== undefined) process.stdout.write(`non joué : antivirus, ${missing}\n`)

let parvis: Parvis
let clamd: Clamd
let usager: Visitor
let agent: Visitor
let numero: string

/** Sends files with a message of the usager; gives their keys. */
async function send(...files: readonly { nom: string; bytes: Buffer }[]): Promise<readonly string[]> {
  const { rows: before } = await query<{ id: string }>('select id from infra.fichier')
  const sent = await sendMessage(usager, { path: `/dossiers/${numero}`, corps: 'Voici.', files })
  if (sent.status !== 303) throw new Error(`sending answered ${sent.status}`)
  const known = new Set(before.map(({ id }) => id))
  const { rows } = await query<{ id: string }>('select id from infra.fichier order by nom')
  return rows.map(({ id }) => id).filter((id) => !known.has(id))
}

function query<Row extends object>(statement: string, values: readonly unknown[] = []) {
  return parvis.database.ownerPool.query<Row>(statement, [...values])
}

interface Said {
  readonly analyse: string
  readonly motif: string | null
  readonly essais: number
}

async function saidOf(id: string): Promise<Said> {
  const { rows } = await query<Said>(
    'select "analyse", analyse_motif as motif, analyse_essais as essais from infra.fichier where id = $1',
    [id],
  )
  return rows[0] ?? { analyse: 'absent', motif: null, essais: 0 }
}

/** What is said of a file once that is true of it. */
async function until(id: string, isTrue: (said: Said) => boolean): Promise<Said> {
  for (let tries = 0; tries < 200; tries += 1) {
    const said = await saidOf(id)
    if (isTrue(said)) return said
    await wait(100)
  }
  return saidOf(id)
}

const scanned = (id: string) => until(id, ({ analyse }) => analyse !== 'en_attente')
const asUsager = (id: string): Promise<Answer> => usager.get(`/dossiers/${numero}/pieces/${id}`)
const asAgent = (id: string): Promise<Answer> => agent.get(`/agents/dossiers/${numero}/pieces/${id}`)

describe.skipIf(missing !== undefined)('avec un véritable ClamAV', () => {
  beforeAll(async () => {
    clamd = await openClamd()
    parvis = await openParvis({ dossiers: 12, worker: true, env: { PARVIS_ANTIVIRUS: clamd.address } })
    usager = new Visitor(parvis.url)
    await usager.signIn('demo-camille-le-roux')
    agent = new Visitor(parvis.url)
    await agent.signIn('demo-anne-kerdoncuff')
    numero = await filedNumero(parvis)
  }, 120_000)
  afterAll(async () => {
    await parvis.close()
    await clamd.close()
  })

  test('un fichier sain s’ouvre dès qu’il a été analysé, et l’on sait par quoi', async () => {
    const [id = ''] = await send({ nom: 'plan.pdf', bytes: aPdf() })

    expect(await scanned(id)).toMatchObject({ analyse: 'sain', motif: null })
    expect((await asAgent(id)).type).toBe('application/pdf')
    const { rows } = await query<{ moteur: string }>(
      'select analyse_moteur as moteur from infra.fichier where id = $1',
      [id],
    )
    expect(rows[0]?.moteur).toMatch(/^ClamAV \d+\.\d+/)
  })

  test('EICAR, seul, archivé ou dans un document, ne s’ouvre pour personne, et son auteur est prévenu', {
    timeout: 60_000,
  }, async () => {
    const ids = await send(
      { nom: 'a.txt', bytes: EICAR },
      { nom: 'b.zip', bytes: aZip([{ name: 'facture.txt', content: EICAR }]) },
      { nom: 'c.docx', bytes: aDocx([{ name: 'word/media/image.bin', content: EICAR }]) },
    )

    expect(ids).toHaveLength(3)
    for (const id of ids) {
      expect((await scanned(id)).analyse).toBe('infecte')
      for (const answer of [await asUsager(id), await asAgent(id)]) {
        expect(answer.status).toBe(403)
        expect(answer.body).toContain('Ce fichier contenait un virus')
        expect(answer.body).not.toContain('EICAR')
      }
      const confirmed = await agent.post(`/agents/dossiers/${numero}/pieces/${id}`, [])
      expect((await agent.get(confirmed.location)).status).toBe(403)
      expect((await agent.post(`/agents/dossiers/${numero}/pieces/${id}/liberation`, [['raison', 'x']])).status).toBe(
        409,
      )
    }
    expect((await usager.get(`/dossiers/${numero}`)).body).toContain('Un virus a été trouvé dans')
    const { rows: mails } = await query(
      `select from infra.courriel where destinataire = 'camille.leroux@exemple.fr' and sujet like 'Un fichier à remplacer%'`,
    )
    const { rows: faits } = await query(
      `select from infra.journal where action = 'fichier.infected' and organisme_id is not null`,
    )
    expect([mails.length, faits.length]).toEqual([3, 3])
  })

  test('le virus d’un message n’empêche rien d’autre : le dossier se lit', async () => {
    const [id = ''] = await send({ nom: 'd.txt', bytes: Buffer.from('virus-d-essai') })
    await scanned(id)

    expect((await agent.get(`/agents/dossiers/${numero}`)).body).toContain('Virus trouvé')
    expect((await usager.get(`/dossiers/${numero}`)).status).toBe(200)
  })

  test('un fichier chiffré ou trop gros n’est jamais dit sain : bloqué, puis débloqué par un agent', {
    timeout: 90_000,
  }, async () => {
    const [closed = ''] = await send({ nom: 'e.zip', bytes: aZip([{ name: 'a.txt', content: 'x', encrypted: true }]) })
    const bytes = aZip([{ name: 'a.bin', content: randomBytes(CLAMD_MAX + 100_000), stored: true }])
    const [large = ''] = await send({ nom: 'f.zip', bytes })

    expect(await scanned(closed)).toMatchObject({ analyse: 'non_analyse', motif: 'chiffre' })
    expect(await scanned(large)).toMatchObject({ analyse: 'non_analyse', motif: 'trop_gros' })
    expect((await asAgent(closed)).status).toBe(403)
    expect((await asUsager(closed)).status).toBe(200)
    const released = await agent.post(`/agents/dossiers/${numero}/pieces/${closed}/liberation`, [
      ['raison', 'Reçu au guichet'],
    ])
    expect(released.status).toBe(303)
    expect((await asAgent(closed)).type).toBe('application/zip')
    expect((await asAgent(large)).body).toContain('Il est trop gros pour l’antivirus.')
  })

  test('un antivirus tué fait attendre, sans rien bloquer d’autre, puis l’on dit qu’il n’a pas répondu', {
    timeout: 90_000,
  }, async () => {
    await clamd.kill()
    const [id = ''] = await send({ nom: 'g.pdf', bytes: aPdf() })

    expect(await until(id, ({ essais }) => essais === 1)).toMatchObject({ analyse: 'en_attente', essais: 1 })
    expect([(await asAgent(id)).status, (await asUsager(id)).type]).toEqual([409, 'application/pdf'])
    expect((await agent.get(`/agents/dossiers/${numero}`)).body).toContain('Analyse en cours')

    // Each further attempt is due in 1, 5, then 30 minutes: they are brought forward.
    for (let essai = 1; essai <= 3; essai += 1) {
      await until(id, ({ essais }) => essais === essai)
      await query(`update taches.job set start_after = now() where name = 'analyse' and state = 'created'`)
    }
    expect(await scanned(id)).toMatchObject({ analyse: 'non_analyse', motif: 'indisponible' })
    expect((await asAgent(id)).body).toContain('L’antivirus n’a pas répondu.')
  })

  test('un antivirus revenu au deuxième essai rend son avis', { timeout: 60_000 }, async () => {
    await clamd.kill()
    const [id = ''] = await send({ nom: 'h.txt', bytes: EICAR })
    await until(id, ({ essais }) => essais === 1)
    await clamd.start()
    await query(`update taches.job set start_after = now() where name = 'analyse' and state = 'created'`)

    expect((await scanned(id)).analyse).toBe('infecte')
  })
})
