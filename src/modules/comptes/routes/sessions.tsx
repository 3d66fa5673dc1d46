import type { FastifyInstance } from 'fastify'
import { readTexte } from '../../../core/texte.ts'
import { readWholeForm } from '../../../infra/http/csrf.ts'
import { queryOf } from '../../../infra/http/request-texts.ts'
import { closeSessions, listSessions } from '../actions/close-sessions.ts'
import type { ComptesDeps } from '../deps.ts'
import { SessionsPage } from '../pages/sessions-page.tsx'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'
import { readSessionCookie, requireCompte, visiteur } from '../visiteur.ts'

/** Where one is signed in, and signing out from afar. */
export function sessionsRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.get('/compte/sessions', async (request, reply) => {
    const compte = requireCompte(request)
    const { langue, jeton, roles } = visiteur(request)
    const token = readSessionCookie(request)
    const sessions = await listSessions(deps, { compteId: compte.id, roles, token, now: deps.clock() })
    const t = comptesTexts(langue)
    const doors = new Map(deps.portes.map(({ id, nom }) => [id, readTexte(nom, langue)]))
    const own = new Map([
      ['phrase', t.sessions.parPhrase],
      ['cle', t.sessions.parCle],
    ])
    const nomOf = (porte: string) => doors.get(porte) ?? own.get(porte) ?? t.sessions.parCourriel
    const named = sessions.map((session) => ({ ...session, porte: nomOf(session.porte) }))
    const fait = queryOf(request, 'fait') !== undefined
    const contenu = <SessionsPage {...{ langue, csrf: jeton, sessions: named, fait }} />
    return reply.html(deps.frame(request, { titre: t.sessions.titre, contenu }))
  })

  app.post('/compte/sessions', async (request, reply) => {
    const compte = requireCompte(request)
    const fields = await readWholeForm(request)
    const id = fields.one('session')
    const asked = { compteId: compte.id, token: readSessionCookie(request), now: deps.clock() }
    await closeSessions(deps, asked, id === undefined ? 'autres' : { id })
    return reply.redirect(`${paths.sessions()}?fait=1`, 303)
  })
}
