import { loadKeys } from '../infra/crypto/keys.ts'
import { describeFiles, replaceMaster } from '../infra/crypto/masters.ts'
import type { Commande, Context } from './context.ts'

const JOUR = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' })

const clesEtat: Commande = {
  nom: 'cles etat',
  usage: '',
  resume: 'dit quelles clés sont en service et depuis quand, sans jamais les montrer',
  async run(_args, context) {
    tellKeys(context)
    return 0
  },
}

const clesRemplacer: Commande = {
  nom: 'cles remplacer',
  usage: '',
  resume: 'fait une nouvelle clé maître ; la présente reste en service à côté',
  async run(_args, context) {
    const { cles } = context.settings()
    // What numbers are drawn with is set apart from the key that leaves, if it was not yet.
    const [former] = loadKeys(cles).trousseau
    replaceMaster(cles)
    const [present] = loadKeys(cles).trousseau
    context.print(`Nouvelle clé maître ${present.kid}, dans ${cles.folder}. La clé ${former.kid} reste en service.`)
    context.print('Sauvegardez ce dossier, puis relancez serve et worker : rien d’autre ne change.')
    return 0
  },
}

/** The keys of the instance: their state, and how the master key is changed. */
export const clesCommandes: readonly Commande[] = [clesEtat, clesRemplacer]

function tellKeys(context: Context): void {
  const { cles } = context.settings()
  const { trousseau, numeros } = loadKeys(cles)
  const [present, former] = trousseau
  context.print(
    `Clé maître ${present.kid}${former ? `, et l’ancienne ${former.kid}` : ''}. Numéros publics : ${numeros.kid}.`,
  )
  for (const { nom, depuis, ouvert } of describeFiles(cles)) {
    context.print(`  ${nom} : ${JOUR.format(depuis)}${ouvert ? ', lisible par d’autres comptes : chmod 600' : ''}`)
  }
}
