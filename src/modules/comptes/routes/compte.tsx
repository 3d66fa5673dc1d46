import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { LANGUE_COOKIE, parseLangue } from '../../../infra/http/langue.ts'
import { readForm } from '../../../infra/http/multipart.ts'
import { queryOf } from '../../../infra/http/request-texts.ts'
import { listOrganismes } from '../../annuaire/index.ts'
import { requestLien } from '../actions/request-lien.ts'
import {
  type CompteProblem,
  type CompteSaisie,
  changeCompte,
  changeLangue,
  rememberReading,
} from '../actions/update-compte.ts'
import type { ComptesDeps } from '../deps.ts'
import { ComptePage } from '../pages/compte-page.tsx'
import { CourrielEnvoyePage } from '../pages/courriel-page.tsx'
import { paths } from '../paths.ts'
import { type Compte, idleMax, safeRetour } from '../rules.ts'
import { comptesTexts } from '../texts.ts'
import { FALC_COOKIE, requireCompte, requireFresh, visiteur } from '../visiteur.ts'

/** One's own account, and the language of the site. */
export function compteRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.get('/compte', async (request, reply) => {
    const compte = requireCompte(request)
    await rememberReading(deps, { compteId: compte.id, now: deps.clock() })
    const fait = (['change', 'rattache'] as const).find((one) => one === queryOf(request, 'fait'))
    return show(deps, { request, reply, compte, fait })
  })

  app.post('/compte', async (request, reply) => {
    const compte = requireCompte(request)
    const fields = await readWholeForm(request)
    const read = (name: string) => fields.one(name) ?? ''
    const saisie = { prenom: read('prenom'), nom: read('nom'), telephone: read('telephone'), langue: read('langue') }
    const changed = await changeCompte(deps, { compte, saisie, now: deps.clock() })
    if (changed.outcome === 'refuse') return show(deps, { request, reply, compte, saisie, problems: changed.problems })
    rememberLangue(reply, changed.langue)
    return reply.redirect(`${paths.compte()}?fait=change`, 303)
  })

  app.post('/compte/rattachement', async (request, reply) => {
    // Whoever holds that address will enter this account.
    const compte = requireFresh(request, deps.clock())
    const fields = await readWholeForm(request)
    const { langue } = visiteur(request)
    const courriel = fields.one('courriel') ?? ''
    const retour = `${paths.compte()}?fait=rattache`
    const asked = await requestLien(deps, {
      usage: 'rattachement',
      courriel,
      retour,
      compteId: compte.id,
      ip: request.ip,
      langue,
      now: deps.clock(),
    })
    const t = comptesTexts(langue).courriel
    if (asked.outcome === 'envoye') {
      const contenu = <CourrielEnvoyePage langue={langue} courriel={asked.courriel} autre={paths.compte()} />
      return reply.html(deps.frame(request, { titre: t.envoyeTitre, contenu, rubrique: 'connexion' }))
    }
    const tooOften = asked.outcome === 'trop_souvent'
    if (tooOften) void reply.header('retry-after', asked.secondes)
    const refused = { saisie: courriel, erreur: tooOften ? t.tropSouvent : t.invalide }
    return show(deps, { request, reply, compte, courriel: refused, status: tooOften ? 429 : 422 })
  })

  // No token there: the origin is checked like that of any form, and a site in another language tells nothing to anybody.
  // Pages that everybody reads can then offer it without giving a cookie.
  app.post('/langue', async (request, reply) => {
    const { fields } = await readForm(request)
    const { compte } = visiteur(request)
    const langue = parseLangue(fields.one('langue'))
    const falc = fields.one('falc')
    if (langue) {
      rememberLangue(reply, langue)
      if (compte) await changeLangue(deps, { compteId: compte.id, langue })
    }
    if (falc === '0' || falc === '1') void reply.setCookie(FALC_COOKIE, falc, preference(reply))
    return reply.redirect(safeRetour(fields.one('retour')), 303)
  })
}

const YEAR = 31_536_000

function preference(reply: FastifyReply) {
  return { path: '/', sameSite: 'lax', secure: reply.server.site.https, httpOnly: true, maxAge: YEAR } as const
}

function rememberLangue(reply: FastifyReply, langue: string): void {
  void reply.setCookie(LANGUE_COOKIE, langue, preference(reply))
}

interface Shown {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly compte: Compte
  readonly saisie?: CompteSaisie
  readonly problems?: readonly CompteProblem[]
  readonly fait?: 'change' | 'rattache' | undefined
  readonly courriel?: { readonly saisie: string; readonly erreur: string }
  readonly status?: number
}

async function show(
  deps: ComptesDeps,
  { request, reply, compte, fait, courriel, ...shown }: Shown,
): Promise<FastifyReply> {
  const { langue, jeton, roles: held } = visiteur(request)
  const { problems = [] } = shown
  const texts = comptesTexts(langue)
  const ids = held.flatMap(({ organismeId }) => organismeId ?? [])
  const organismes = ids.length === 0 ? [] : await listOrganismes(deps.db, ids)
  const roles = held.map(({ role, organismeId }) => {
    const organisme = organismes.find(({ id }) => id === organismeId)
    return organisme ? texts.compte.roleDans(texts.roles[role], organisme.nom) : texts.roles[role]
  })
  const { prenom = '', nom = '', telephone = '' } = compte
  const saisie = shown.saisie ?? { prenom, nom, telephone, langue: compte.langue }
  const contenu = (
    <ComptePage
      {...{ langue, csrf: jeton, compte, saisie, problems, fait, courriel, roles, inactivite: idleMax(held) }}
    />
  )
  const erreur = problems.length > 0 || courriel !== undefined
  return reply.html(
    deps.frame(request, { titre: texts.compte.titre, contenu, erreur }),
    shown.status ?? (erreur ? 422 : 200),
  )
}
