import { systemClock } from '../infra/clock/clock.ts'
import { createDb } from '../infra/db/pool.ts'
import { withContext } from '../infra/db/with-context.ts'
import type { Commande, Context, OpenApp } from './context.ts'
import { badUsage, Refusal } from './refusal.ts'

/** For whoever runs the instance, when nobody is left who could do it from a page. */
export const depanner: Commande = {
  nom: 'depanner',
  usage: 'COURRIEL',
  resume:
    'retire aussitôt les seconds facteurs perdus de cette adresse, qui en est avertie : pour le dernier administrateur',
  async run(args, context) {
    const [courriel, ...others] = args
    if (courriel === undefined || courriel.startsWith('-') || others.length > 0)
      throw badUsage('Donnez une seule adresse, sans option : depanner COURRIEL')
    await context.withApp((opened) => reset(context, opened, courriel))
    return 0
  },
}

async function reset(context: Context, { app: { comptes }, pool }: OpenApp, courriel: string): Promise<void> {
  const now = systemClock()
  const known = await comptes.findByCourriel(courriel.trim().toLowerCase())
  if (known.length === 0) throw new Refusal(`Aucun compte n’a l’adresse ${courriel}.`)
  const done = await withContext(createDb(pool), { role: 'systeme' }, async (tx) => {
    const each: boolean[] = []
    for (const compteId of known) each.push(await comptes.resetFacteurs(tx, { compteId, now }))
    return each
  })
  if (!done.includes(true)) throw new Refusal(`${courriel} n’a pas de second facteur ici : rien n’a changé.`)
  context.print(`Les seconds facteurs de ${courriel} sont retirés, et ses connexions fermées.`)
  context.print(`Connectez-vous par le lien envoyé à cette adresse, puis enregistrez-en un nouveau.`)
  if (context.settings().smtpUrl === undefined)
    context.print(`Sans SMTP_URL aucun courriel ne part : lisez ce lien par « parvis courriels ${courriel} ».`)
}
