import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readTexte } from '../../../core/texte.ts'
import { randomToken, sameText } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { checkCsrf } from '../../../infra/http/csrf.ts'
import { readForm } from '../../../infra/http/multipart.ts'
import { queryOf } from '../../../infra/http/request-texts.ts'
import { cookieName, cookieOptions } from '../../../infra/http/site.ts'
import { closeSession } from '../actions/open-session.ts'
import type { ComptesDeps } from '../deps.ts'
import { DeconnectePage, type Fournisseur } from '../pages/deconnecte-page.tsx'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'
import { readSessionCookie, visiteur } from '../visiteur.ts'
import { clearSession } from './read-request.ts'

/** Signing out: here first and whatever happens, then at the provider, which must bring back what we sent with the browser. */
export function deconnexionRoutes(app: FastifyInstance, deps: ComptesDeps): void {
  app.post('/deconnexion', async (request, reply) => {
    const { fields } = await readForm(request)
    const token = readSessionCookie(request)
    if (token === undefined) return reply.redirect(paths.deconnecte(), 303)
    checkCsrf(request, fields)
    const closed = await withContext(deps.db, { role: 'connexion' }, (tx) =>
      closeSession(tx, deps.keys.envois, { token, now: deps.clock() }),
    )
    clearSession(request, reply)
    void reply.header('clear-site-data', '"cache", "storage"')
    const porte = deps.portes.find(({ id }) => id === closed?.porte)
    const idToken = closed?.idToken
    if (!porte || idToken === undefined) return reply.redirect(paths.deconnecte(), 303)
    const state = randomToken()
    rememberSortie(request, reply, { porte: porte.id, state })
    const retour = deps.origin + paths.deconnecte()
    const address = await porte.client.end({ idToken, retour, state })
    if (!address) return reply.redirect(paths.deconnecte(), 303)
    if (address.origin === deps.origin) return reply.redirect(address.href, 303)
    // Our own policy stops a form answered by a redirection to another site: this page goes there by itself, or by its link.
    void reply.header('refresh', `0;url=${address.href}`)
    const nom = readTexte(porte.nom, visiteur(request).langue)
    return signedOut(deps, { request, reply, fournisseur: { nom, adresse: address.href, reste: false } })
  })

  app.get('/deconnecte', async (request, reply) => {
    const sortie = readSortie(request)
    if (sortie) clearSortie(request, reply)
    if (visiteur(request).compte) return reply.redirect('/', 303)
    const porte = deps.portes.find(({ id }) => id === sortie?.porte)
    if (!sortie || !porte || sameText(queryOf(request, 'state') ?? '', sortie.state))
      return signedOut(deps, { request, reply })
    // It did not answer, or somebody else sent the browser here: here one is out, there perhaps not.
    const nom = readTexte(porte.nom, visiteur(request).langue)
    const adresse = URL.parse(porte.emetteur)?.protocol === 'https:' ? porte.emetteur : undefined
    return signedOut(deps, { request, reply, fournisseur: { nom, adresse, reste: true } })
  })
}

/** A sign-out under way at a provider: which one, and what it must bring back. */
interface Sortie {
  readonly porte: string
  readonly state: string
}

const SORTIE = 'parvis-sortie'
const SORTIE_MAX_S = 300

function rememberSortie({ server: { site } }: FastifyRequest, reply: FastifyReply, { porte, state }: Sortie): void {
  void reply.setCookie(cookieName(site, SORTIE), `${state}.${porte}`, { ...cookieOptions(site), maxAge: SORTIE_MAX_S })
}

function readSortie({ cookies, server: { site } }: FastifyRequest): Sortie | undefined {
  const [state = '', porte = ''] = (cookies[cookieName(site, SORTIE)] ?? '').split('.')
  return state === '' || porte === '' ? undefined : { porte, state }
}

function clearSortie({ server: { site } }: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(cookieName(site, SORTIE), cookieOptions(site))
}

interface SignedOut {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly fournisseur?: Fournisseur
}

function signedOut(deps: ComptesDeps, { request, reply, fournisseur }: SignedOut): FastifyReply {
  const { langue } = visiteur(request)
  const contenu = <DeconnectePage langue={langue} fournisseur={fournisseur} />
  return reply.html(
    deps.frame(request, { titre: comptesTexts(langue).deconnecte.titre, contenu, rubrique: 'connexion' }),
  )
}
