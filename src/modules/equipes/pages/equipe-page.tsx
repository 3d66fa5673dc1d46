import type { Langue } from '../../../core/texte.ts'
import { Actions, LinkButton, TextButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Filters, FilterText } from '../../../ui/filters.tsx'
import { Form } from '../../../ui/form.tsx'
import { formatNombre } from '../../../ui/format.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import { Table } from '../../../ui/table.tsx'
import { type EquipeRef, paths } from '../paths.ts'
import { CHERCHER_DES, PAR_PAGE } from '../rules.ts'
import { equipesTexts } from '../texts.ts'
import { Demandes, type LigneDemande } from './demande-page.tsx'
import { RoleLine, type VueRole } from './role-line.tsx'

/** A member as the list shows them. */
export interface LigneMembre {
  /** The reference of their page. */
  readonly membre: string
  readonly nom: string
  readonly courriel: string | undefined
  readonly roles: readonly VueRole[]
  readonly groupes: number
  /** In words; absent while they never came. */
  readonly visite: string | undefined
}

/** An invitation that nobody accepted yet. */
export interface LigneInvitation {
  readonly courriel: string
  readonly role: string
  /** Last day, in words. */
  readonly jour: string
}

interface EquipeProps {
  readonly langue: Langue
  readonly csrf: string
  readonly equipe: EquipeRef
  readonly titre: string
  readonly membres: readonly LigneMembre[]
  readonly total: number
  readonly q: string
  readonly page: number
  readonly invitations: readonly LigneInvitation[]
  /** Who asks to join it. */
  readonly demandes: readonly LigneDemande[]
  /** What has just been done. */
  readonly fait: string | undefined
}

/** Who works there: roles in words, ends, groups, last visit. */
export function EquipePage(props: EquipeProps) {
  const { langue, equipe, titre, fait, q, total, membres } = props
  const t = equipesTexts(langue).equipe
  return (
    <>
      <h1>{titre}</h1>
      {fait !== undefined && (
        <Notice langue={langue} sens="succes" annonce>
          <p>{fait}</p>
        </Notice>
      )}
      <p>{equipe === undefined ? t.introInstance : t.intro}</p>
      <Actions>
        <LinkButton href={paths.inviter(equipe)} icone="ajouter">
          {t.inviter}
        </LinkButton>
        {equipe === undefined && (
          <LinkButton href={paths.organismes()} poids="second">
            {t.organismes}
          </LinkButton>
        )}
      </Actions>
      {(total >= CHERCHER_DES || q !== '') && (
        <Filters
          langue={langue}
          action={paths.equipe(equipe)}
          actifs={q === '' ? [] : [{ texte: t.recherche(q), href: paths.equipe(equipe) }]}
        >
          <FilterText id="q" name="q" libelle={t.chercher} valeur={q} />
        </Filters>
      )}
      {membres.length === 0 ? (
        <EmptyState titre={q === '' ? t.vide : t.rien} icone="personne">
          <p>{q === '' ? t.videAide : t.rienAide}</p>
        </EmptyState>
      ) : (
        <Membres {...props} />
      )}
      <Demandes {...props} />
      <Invitations {...props} />
    </>
  )
}

function Membres({ langue, equipe, membres, total, q, page }: EquipeProps) {
  const t = equipesTexts(langue).equipe
  const { colonnes } = t
  const groups = equipe === undefined ? [] : [{ titre: colonnes.groupes, serre: true }]
  const first = (page - 1) * PAR_PAGE + 1
  return (
    <>
      <Table
        langue={langue}
        legende={t.legende(total, formatNombre(langue, total))}
        colonnes={[
          { titre: colonnes.nom },
          { titre: colonnes.roles, evident: true },
          ...groups,
          { titre: colonnes.visite, serre: true },
        ]}
        lignes={membres.map((ligne) => ({
          cle: ligne.membre,
          cellules: [
            <>
              <a href={paths.membre(equipe, ligne.membre)}>{ligne.nom}</a>
              {ligne.courriel !== undefined && <span class="sous-ligne">{ligne.courriel}</span>}
            </>,
            ligne.roles.map((role) => (
              <div key={role.nom}>
                <RoleLine langue={langue} role={role} />
              </div>
            )),
            ...(equipe === undefined ? [] : [groupsOf(langue, ligne.groupes)]),
            ligne.visite ?? t.jamais,
          ],
        }))}
      />
      {total > PAR_PAGE && (
        <Pagination
          langue={langue}
          precedente={page > 1 ? paths.equipe(equipe, { q, page: page - 1 }) : undefined}
          suivante={page * PAR_PAGE < total ? paths.equipe(equipe, { q, page: page + 1 }) : undefined}
          resume={t.resume(first, first + membres.length - 1, formatNombre(langue, total))}
        />
      )}
    </>
  )
}

function groupsOf(langue: Langue, groupes: number): string {
  const t = equipesTexts(langue).equipe
  return groupes === 0 ? t.aucunGroupe : t.groupes(groupes, formatNombre(langue, groupes))
}

function Invitations({ langue, csrf, equipe, invitations }: EquipeProps) {
  const t = equipesTexts(langue).equipe
  if (invitations.length === 0) return null
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations">{t.invitations}</h2>
      <ul>
        {invitations.map(({ courriel, role, jour }) => (
          <li key={courriel}>
            <Form action={paths.invitations(equipe)} csrf={csrf} caches={[{ name: 'courriel', value: courriel }]}>
              {t.invitation(courriel, role, jour)}{' '}
              <TextButton precision={t.annulerQui(courriel)}>{t.annuler}</TextButton>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}
