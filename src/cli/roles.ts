import { endOfJour, parseJour } from '../core/jour.ts'
import { systemClock } from '../infra/clock/clock.ts'
import { createDb } from '../infra/db/pool.ts'
import { withContext } from '../infra/db/with-context.ts'
import { type HeldRole, isHeldThere, ROLES, type RoleName } from '../modules/comptes/index.ts'
import type { Commande, OpenApp } from './context.ts'
import { findOrganismeAsked } from './find-organisme.ts'
import { parseOptions } from './parse-options.ts'
import { badUsage, Refusal } from './refusal.ts'

/** The options that name a role, for the usage of a command. */
export const ROLE_USAGE = '--organisme SIREN|CODE [--role RÔLE] [--demarche SLUG]'

/** What names a role on the command line, as typed. */
export interface RoleOptions {
  readonly organisme?: string | undefined
  readonly role?: string | undefined
  readonly demarche?: string | undefined
}

/**
 * The role that the command line names, `instructeur` when it names none.
 * @throws {Refusal} when it is no role, or is not held where it says; when there is no such organisme or démarche.
 */
export async function findRoleAsked(
  { app, pool }: Pick<OpenApp, 'app' | 'pool'>,
  { organisme: ref, role: typed = 'instructeur', demarche: slug }: RoleOptions,
): Promise<HeldRole> {
  const role = ROLES.find((one) => one === typed)
  if (!role) throw badUsage(`« ${typed} » n’est pas un rôle. Il y a : ${ROLES.join(', ')}.`)
  if (slug !== undefined && ref === undefined) return findOfDemarche(app, { role, slug })
  if (slug !== undefined) throw badUsage('Donnez --demarche seule : elle dit déjà son organisme.')
  if (role === 'administrateur_demarche') throw badUsage('Ce rôle est celui d’une démarche : donnez --demarche SLUG.')
  const held = ref === undefined ? { role } : { role, organismeId: (await findOrganismeAsked(createDb(pool), ref)).id }
  if (!isHeldThere(held))
    throw badUsage(
      ref === undefined
        ? `Le rôle ${role} est celui d’un organisme : donnez --organisme SIREN|CODE.`
        : `Le rôle ${role} n’est d’aucun organisme : ne donnez pas --organisme.`,
    )
  return held
}

async function findOfDemarche(
  { demarches }: OpenApp['app'],
  { role, slug }: { readonly role: RoleName; readonly slug: string },
): Promise<HeldRole> {
  if (role !== 'administrateur_demarche')
    throw badUsage(`Le rôle ${role} n’est pas celui d’une démarche : donnez --organisme au lieu de --demarche.`)
  const demarche = await demarches.findDemarche(slug)
  if (!demarche) throw new Refusal(`Aucune démarche n’a pour adresse « ${slug} ».`)
  return { role, organismeId: demarche.organismeId, demarcheId: demarche.id }
}

/** The end of a day typed `AAAA-MM-JJ`, which is still within it. @throws {Refusal} when it is no day to come. */
export function readEnd(typed: string | undefined, now: Date): Date | undefined {
  if (typed === undefined) return undefined
  const jour = parseJour(typed)
  if (jour === undefined) throw badUsage(`« ${typed} » n’est pas un jour : donnez par exemple --jusqu-au 2027-06-30.`)
  const end = endOfJour(jour)
  if (end <= now) throw badUsage(`Le ${typed} est déjà passé.`)
  return end
}

const roleRetirer: Commande = {
  nom: 'role retirer',
  usage: `COURRIEL ${ROLE_USAGE}`,
  resume: 'retire un rôle, avec effet immédiat ; jamais celui du dernier administrateur',
  async run(args, context) {
    const usage = `Usage : role retirer COURRIEL ${ROLE_USAGE}`
    const { positionals, values } = parseOptions(args, ['organisme', 'role', 'demarche'], usage)
    const [courriel, ...others] = positionals
    if (courriel === undefined || others.length > 0) throw badUsage(usage)
    await context.withApp(async (opened) => {
      const held = await findRoleAsked(opened, values)
      await withdraw(opened, { courriel, held })
      context.print(`${courriel} n’a plus le rôle ${held.role}.`)
    })
    return 0
  },
}

async function withdraw(
  { app: { comptes }, pool }: OpenApp,
  { courriel, held }: { readonly courriel: string; readonly held: HeldRole },
): Promise<void> {
  const now = systemClock()
  const outcomes = await withContext(createDb(pool), { role: 'systeme' }, async (tx) => {
    const found: string[] = []
    for (const compteId of await comptes.findAgents(tx, { courriel, now, ...held })) {
      const { outcome } = await comptes.withdrawRole(tx, { ...held, compteId, par: undefined, now })
      if (outcome === 'last') throw new Refusal(lastOne(courriel))
      found.push(outcome)
    }
    return found
  })
  if (!outcomes.includes('withdrawn')) throw new Refusal(`Aucun compte de ${courriel} n’a le rôle ${held.role} ici.`)
}

function lastOne(courriel: string): string {
  return `${courriel} est le dernier administrateur : nommez-en d’abord un autre, puis recommencez. Rien n’a changé.`
}

/** Commands about roles. */
export const rolesCommandes: readonly Commande[] = [roleRetirer]
