import { readFile } from 'node:fs/promises'
import { systemClock } from '../infra/clock/clock.ts'
import { loadKeys } from '../infra/crypto/keys.ts'
import { createDb } from '../infra/db/pool.ts'
import { parseScelles, readOwnScelles } from '../infra/journal/scelles.ts'
import { journalSigning } from '../infra/journal/signing.ts'
import { type Anomalie, verifyJournal } from '../infra/journal/verify.ts'
import type { Commande } from './context.ts'
import { badUsage, Refusal } from './refusal.ts'

/** Reads the journal again from its first line, and says whether somebody changed it. */
export const journalVerifier: Commande = {
  nom: 'journal verifier',
  usage: '[SCELLES]',
  resume:
    'relit tout le journal et dit s’il a été altéré ; SCELLES : les sceaux mis à l’abri (PARVIS_DATA/journal/scelles.txt sinon)',
  async run([fichier, ...others], context) {
    if (others.length > 0) throw badUsage('Usage : journal verifier [SCELLES]')
    const settings = context.settings()
    const { cles, dossier } = journalSigning(settings, loadKeys(settings.cles))
    // Without a name, what the instance wrote itself; that may not exist yet.
    const notes = fichier === undefined ? await readOwnScelles(dossier) : await readScelles(fichier)
    const { lignes, purgees, chaines, scelles, anomalies } = await context.withApp(({ pool }) =>
      verifyJournal({ db: createDb(pool), cles, notes, now: systemClock() }),
    )
    context.print(`Journal relu : ${lignes} lignes en ${chaines} chaînes, ${scelles} sceaux.`)
    if (purgees > 0) context.print(`  ${purgees} effacées à la fin de leur durée, comme le journal l’avait annoncé.`)
    for (const anomalie of anomalies) context.print(`  ${sentenceOf(anomalie)}`)
    if (anomalies.length > 0)
      throw new Refusal('Le journal a été altéré : gardez cette base telle quelle, et prévenez votre RSSI.')
    context.print(
      notes.length === 0 ? 'Rien n’a été altéré, autant que la base seule peut le dire.' : 'Rien n’a été altéré.',
    )
    return 0
  },
}

async function readScelles(fichier: string): Promise<readonly string[]> {
  const text = await readFile(fichier, 'utf8').catch(() => undefined)
  if (text === undefined) throw new Refusal(`Le fichier ${fichier} ne se lit pas.`)
  const notes = parseScelles(text)
  if (notes.length === 0 && text.trim() !== '') throw new Refusal(`${fichier} ne contient aucun sceau.`)
  return notes
}

function sentenceOf(anomalie: Anomalie): string {
  switch (anomalie.kind) {
    case 'ligne_modifiee':
      return `ligne ${anomalie.rang} modifiée (${anomalie.journalId})`
    case 'ligne_absente':
      return `ligne ${anomalie.rang} supprimée (${anomalie.journalId})`
    case 'ligne_hors_chaine':
      return `ligne ajoutée sans passer par Parvis (${anomalie.journalId})`
    case 'chaine_rompue':
      return `chaîne ${anomalie.chaine} rompue à la ligne ${anomalie.rang}`
    case 'fin_coupee':
      return `fin coupée : ${anomalie.taille} lignes, et ${anomalie.scelle} quand le journal a été scellé`
    case 'racine_differente':
      return `le journal scellé à ${anomalie.scelle} lignes n’était pas celui-ci`
    case 'signature_invalide':
      return `sceau n° ${anomalie.rang + 1} : signature invalide`
  }
}
