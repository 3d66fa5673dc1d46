import type { Langue } from '../../../core/texte.ts'
import { Actions, LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type EquipeRef, paths } from '../paths.ts'
import { equipesTexts } from '../texts.ts'
import { Rejoindre, type VueJoignable } from './demande-page.tsx'
import { RoleLine, type VueRole } from './role-line.tsx'

/** A team that somebody belongs to. */
export interface VueEquipe {
  readonly equipe: EquipeRef
  readonly nom: string
  readonly roles: readonly VueRole[]
  readonly gere: boolean
}

interface MiennesProps {
  readonly langue: Langue
  readonly equipes: readonly VueEquipe[]
  readonly fait: string | undefined
  readonly csrf: string
  readonly joignable: VueJoignable | undefined
}

/** The teams that one belongs to, what each role is, how to leave, and the one that one may ask to join. */
export function MiennesPage({ langue, equipes, fait, csrf, joignable }: MiennesProps) {
  const t = equipesTexts(langue).miennes
  return (
    <div class="colonne">
      <ErrorSummary
        langue={langue}
        erreurs={joignable?.erreur === undefined ? [] : [{ id: 'message', texte: joignable.erreur }]}
      />
      <h1>{t.titre}</h1>
      {fait !== undefined && (
        <Notice langue={langue} sens="succes" annonce>
          <p>{fait}</p>
        </Notice>
      )}
      {equipes.length === 0 ? (
        <EmptyState titre={t.vide} icone="personne">
          <p>{t.videAide}</p>
        </EmptyState>
      ) : (
        <p>{t.intro}</p>
      )}
      {equipes.map((equipe) => (
        <Equipe key={equipe.nom} {...{ langue, equipe }} />
      ))}
      {joignable !== undefined && <Rejoindre {...{ langue, csrf, joignable }} />}
    </div>
  )
}

function Equipe({
  langue,
  equipe: { equipe, nom, roles, gere },
}: Pick<MiennesProps, 'langue'> & { readonly equipe: VueEquipe }) {
  const t = equipesTexts(langue).miennes
  const id = `equipe-${equipe ?? 'instance'}`
  return (
    <section class="carte" aria-labelledby={id}>
      <h2 id={id}>{nom}</h2>
      <ul>
        {roles.map((role) => (
          <li key={role.nom}>
            <RoleLine langue={langue} role={role} />
            {role.demarche !== undefined && (
              <>
                {' · '}
                <a href={paths.demarche(role.demarche)}>{t.gererDemarche}</a>
              </>
            )}
            {' · '}
            <a href={paths.depart(equipe, role.role, role.demarche)}>
              {t.quitter}
              <span class="cache"> {t.quitterQuoi(role.nom, nom)}</span>
            </a>
          </li>
        ))}
      </ul>
      {gere && (
        <Actions>
          <LinkButton href={paths.equipe(equipe)} poids="second">
            {t.gerer}
          </LinkButton>
          {equipe === undefined && (
            <LinkButton href={paths.organismes()} poids="second">
              {t.organismes}
            </LinkButton>
          )}
        </Actions>
      )}
    </section>
  )
}
