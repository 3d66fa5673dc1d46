import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aDocx, aPdf, aZip } from '../src/infra/files/sample-files.ts'
import { aJpeg, aPng, jpegSize } from '../src/infra/files/sample-images.ts'
import { filedNumero, openFileStep, sendMessage } from './house/fichiers.ts'
import { openParvis, type Parvis } from './house/open-parvis.ts'
import { Visitor } from './house/visitor.ts'

let parvis: Parvis
let usager: Visitor
let agent: Visitor
beforeAll(async () => {
  parvis = await openParvis({ dossiers: 12 })
  usager = new Visitor(parvis.url)
  await usager.signIn('demo-camille-le-roux')
  agent = new Visitor(parvis.url)
  await agent.signIn('demo-anne-kerdoncuff')
}, 120_000)
afterAll(() => parvis.close())

const BOMBS = [
  { nom: 'plan.png', bytes: aPng({ width: 100_000, height: 100_000 }), dit: 'plus de 50 millions de points' },
  {
    nom: 'photo.jpg',
    bytes: aJpeg([jpegSize({ width: 60_000, height: 60_000 })]),
    dit: 'plus de 50 millions de points',
  },
  { nom: 'photo.jpg', bytes: aJpeg([]), dit: 'incomplet ou abîmé' },
  { nom: 'lettre.docx', bytes: aDocx([{ name: 'word/vbaProject.bin', content: 'x' }]), dit: 'contient des macros' },
  {
    nom: 'lettre.docx',
    bytes: aDocx([{ name: 'word/media/a.png', content: Buffer.alloc(30_000_000), unpacked: 10 }]),
    dit: 'une fois déplié',
  },
] as const

async function arriving(): Promise<readonly string[]> {
  return readdir(join(parvis.dataDir, 'fichiers', 'arrivee'))
}

/** The page as it is read: spaces that do not break are spaces. */
function textOf(body: string): string {
  return body.replaceAll('&#39;', '’').replaceAll(/\s/g, ' ')
}

test.each(BOMBS)(
  'un fichier piégé ($nom : $dit) est refusé par sa phrase, et le reste de la page est gardé',
  async ({ nom, bytes, dit }) => {
    const step = await openFileStep(parvis, usager)

    const refused = await step.send('DP 035 352 26 00012', [{ nom, bytes }])
    const kept = await usager.get(step.path)

    expect(refused.status).toBe(422)
    expect(textOf(refused.body)).toContain(`« ${nom} »`)
    expect(textOf(refused.body)).toContain(dit)
    expect(refused.body).toContain('value="DP 035 352 26 00012"')
    expect(kept.body).toContain('value="DP 035 352 26 00012"')
    expect(kept.body).not.toContain('/pieces/')
    expect(await arriving()).toEqual([])
  },
)

test('le même formulaire, avec un bon fichier, est pris', async () => {
  const step = await openFileStep(parvis, usager)

  const saved = await step.send('DP 1', [{ nom: 'plan.pdf', bytes: aPdf() }])

  expect(saved.status).toBe(303)
  expect((await usager.get(step.path)).body).toContain(`/dossiers/${step.numero}/pieces/`)
})

test('un message dont un fichier est piégé ne part pas, dit pourquoi, et son texte reste, des deux côtés', async () => {
  const numero = await filedNumero(parvis)
  const bomb = { nom: 'tout.zip', bytes: aZip([{ name: '../a.txt', content: 'x' }]) }

  for (const [visitor, path] of [
    [usager, `/dossiers/${numero}`],
    [agent, `/agents/dossiers/${numero}`],
  ] as const) {
    const answer = await sendMessage(visitor, { path, corps: 'Voici les pièces.', files: [bomb] })
    expect(answer.status).toBe(422)
    expect(textOf(answer.body)).toContain('« tout.zip » ne peut pas être joint')
    expect(answer.body).toContain('Voici les pièces.')
    expect((await visitor.get(path)).body).not.toContain('Voici les pièces.')
  }
})
