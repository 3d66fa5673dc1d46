import { sql } from 'kysely'
import { systemClock } from '../infra/clock/clock.ts'
import { createDb } from '../infra/db/pool.ts'
import { withContext } from '../infra/db/with-context.ts'
import { invariant } from '../infra/http/errors.ts'
import { findOrganisme, type Organisme, refOf } from '../modules/annuaire/index.ts'
import type { InviteAgent } from '../modules/comptes/index.ts'
import { formatInstant } from '../ui/format.ts'
import type { Commande, Context, OpenApp } from './context.ts'
import { parseOptions } from './parse-options.ts'
import { badUsage, Refusal } from './refusal.ts'
import { findRoleAsked, ROLE_USAGE, readEnd } from './roles.ts'

const administrateurInviter: Commande = {
  nom: 'administrateur inviter',
  usage: 'COURRIEL',
  resume:
    'invite l’administrateur de cette installation : le lien s’affiche, et part par courriel si SMTP_URL est donné',
  async run(args, context) {
    const [courriel, ...others] = args
    if (courriel === undefined || courriel.startsWith('-') || others.length > 0)
      throw badUsage('Donnez une seule adresse, sans option : administrateur inviter COURRIEL')
    await context.withApp(async (opened) => {
      await invite(context, opened, { courriel, role: 'administrateur_instance' })
    })
    return 0
  },
}

const agentInviter: Commande = {
  nom: 'agent inviter',
  usage: `COURRIEL ${ROLE_USAGE} [--jusqu-au AAAA-MM-JJ]`,
  resume:
    'invite quelqu’un à tenir un rôle (instructeur sinon) par un lien valable sept jours ; --jusqu-au en fait une délégation',
  async run(args, context) {
    const usage = `Usage : agent inviter COURRIEL ${ROLE_USAGE} [--jusqu-au AAAA-MM-JJ]`
    const { positionals, values } = parseOptions(args, ['organisme', 'role', 'demarche', 'jusqu-au'], usage)
    const [courriel, ...others] = positionals
    if (courriel === undefined || others.length > 0) throw badUsage(usage)
    const finAt = readEnd(values['jusqu-au'], systemClock())
    await context.withApp(async (opened) => {
      const held = await findRoleAsked(opened, values)
      await invite(context, opened, { ...held, courriel, finAt })
    })
    return 0
  },
}

async function invite(context: Context, { app, pool }: OpenApp, asked: Omit<InviteAgent, 'now'>): Promise<void> {
  const invited = await withContext(createDb(pool), { role: 'systeme' }, (tx) =>
    app.comptes.inviteAgent(tx, { ...asked, now: systemClock() }),
  )
  if (invited.outcome !== 'invite')
    throw badUsage(
      `« ${asked.courriel} » n’est pas une adresse électronique complète : donnez par exemple prenom.nom@exemple.fr`,
    )
  context.print(`Lien d’invitation, valable sept jours : ${invited.adresse}`)
  if (context.settings().smtpUrl === undefined) {
    context.print(
      `Sans SMTP_URL aucun courriel ne part : transmettez ce lien, et lisez celui de connexion par « parvis courriels ${asked.courriel} ».`,
    )
  }
}

const demarcheAffecter: Commande = {
  nom: 'demarche affecter',
  usage: 'SLUG --agent COURRIEL [--groupe LABEL]',
  resume: 'met un agent dans un groupe d’une démarche (tous ses groupes sans --groupe) : il en reçoit les dossiers',
  async run(args, context) {
    const usage = 'Usage : demarche affecter SLUG --agent COURRIEL [--groupe LABEL]'
    const { positionals, values } = parseOptions(args, ['agent', 'groupe'], usage)
    const [slug, ...others] = positionals
    const { agent, groupe } = values
    if (slug === undefined || others.length > 0 || agent === undefined) throw badUsage(usage)
    await context.withApp(async (opened) => {
      const labels = await affect(opened, { slug, courriel: agent, groupe })
      context.print(`${agent} reçoit les dossiers de « ${slug} » : ${labels.join(', ')}.`)
    })
    return 0
  },
}

async function affect(
  { app: { comptes, demarches }, pool }: OpenApp,
  { slug, courriel, groupe }: { slug: string; courriel: string; groupe: string | undefined },
): Promise<readonly string[]> {
  const demarche = await demarches.findDemarche(slug)
  if (!demarche)
    throw new Refusal(
      `Aucune démarche n’a pour adresse « ${slug} » : donnez ce qui suit /demarches/ dans l’adresse de sa page.`,
    )
  const known = await demarches.listGroupes(demarche.id)
  const groupes = known.filter(({ label }) => groupe === undefined || label === groupe)
  if (groupes.length === 0) {
    const labels = known.map(({ label }) => `« ${label} »`).join(', ')
    throw new Refusal(`Cette démarche n’a pas de groupe « ${groupe} ». Les siens : ${labels}.`)
  }
  const db = createDb(pool)
  return withContext(db, { role: 'systeme' }, async (tx) => {
    const [compteId, ...others] = await comptes.findAgents(tx, {
      courriel,
      organismeId: demarche.organismeId,
      role: 'instructeur',
      now: systemClock(),
    })
    if (compteId === undefined) {
      const organisme = await findOrganisme(tx, demarche.organismeId)
      invariant(organisme, 'demarche without organisme')
      throw new Refusal(notAgent(courriel, organisme))
    }
    if (others.length > 0) {
      throw new Refusal(
        `Plusieurs comptes d’agents ont l’adresse ${courriel}. Que cette personne les réunisse : « Rattacher une adresse électronique », sur la page /compte du compte à garder.`,
      )
    }
    for (const { id } of groupes) await demarches.addMembre(tx, { groupeId: id, compteId, now: systemClock() })
    return groupes.map(({ label }) => label)
  })
}

function notAgent(courriel: string, organisme: Organisme): string {
  return [
    `${courriel} n’est pas instructeur de cet organisme (${organisme.nom}), ou n’a pas encore accepté son invitation.`,
    `Pour l’inviter : parvis agent inviter ${courriel} --organisme ${refOf(organisme)}`,
  ].join('\n')
}

const courriels: Commande = {
  nom: 'courriels',
  usage: '[ADRESSE]',
  resume: 'affiche les cinq derniers courriels, tant qu’aucun SMTP_URL ne les envoie',
  async run([destinataire = '', ...others], context) {
    if (others.length > 0) throw badUsage('Usage : courriels [ADRESSE]')
    if (context.settings().smtpUrl !== undefined)
      throw new Refusal('SMTP_URL est donné : les courriels partent, on ne les lit pas ici.')
    await context.withApp(async ({ pool }) => {
      const { rows } = await withContext(createDb(pool), { role: 'systeme' }, (tx) =>
        sql<{ destinataire: string; sujet: string; corps: string; at: Date }>`
          select destinataire, sujet, corps_texte as corps, created_at as at from infra.courriel
          where ${destinataire} = '' or destinataire = lower(${destinataire}) order by created_at desc, id desc limit 5`.execute(
          tx,
        ),
      )
      for (const mail of rows.toReversed()) context.print(`${headOf(mail)}\n\n${mail.corps}\n${'—'.repeat(40)}`)
      if (rows.length === 0)
        context.print(destinataire === '' ? 'Aucun courriel.' : `Aucun courriel à ${destinataire}.`)
    })
    return 0
  },
}

function headOf({ destinataire, sujet, at }: { destinataire: string; sujet: string; at: Date }): string {
  return `À : ${destinataire}\nLe : ${formatInstant('fr', at)}\nObjet : ${sujet}`
}

/** Commands about people: first administrator, agents, the groups they work in, the mails they would receive. */
export const agentsCommandes: readonly Commande[] = [administrateurInviter, agentInviter, demarcheAffecter, courriels]
