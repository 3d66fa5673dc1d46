import type { Langue } from '../../../core/texte.ts'
import { Actions, Button, LinkButton } from '../../../ui/button.tsx'
import { CheckboxesField } from '../../../ui/champs/checkboxes.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { SummaryList } from '../../../ui/summary-list.tsx'
import { type EquipeRef, paths } from '../paths.ts'
import { equipesTexts } from '../texts.ts'
import { listErreurs } from './inviter-page.tsx'
import { type RoleChoix, type RoleErreurs, RoleFields, type RoleSaisie } from './role-fields.tsx'
import { RoleLine, type VueRole } from './role-line.tsx'

/** A démarche with its groups, those of the member ticked. */
export interface VueDemarche {
  readonly numero: number
  readonly titre: string
  readonly groupes: readonly { readonly numero: number; readonly label: string; readonly dedans: boolean }[]
}

interface MembreProps {
  readonly langue: Langue
  readonly csrf: string
  readonly equipe: EquipeRef
  /** The reference of this page. */
  readonly membre: string
  readonly nom: string
  readonly courriel: string | undefined
  /** In words. */
  readonly visite: string | undefined
  readonly provenances: readonly string[]
  readonly roles: readonly (VueRole & { readonly retirable: boolean })[]
  /** Absent when the reader may give none here: it is their own page, or they administer by delegation. */
  readonly choix: RoleChoix | undefined
  readonly soi: boolean
  readonly saisie: RoleSaisie
  readonly erreurs: RoleErreurs
  /** Absent for the team of the instance. */
  readonly demarches: readonly VueDemarche[] | undefined
  readonly instructeur: boolean
  readonly fait: string | undefined
}

/** Somebody of a team: who they are, their roles and groups, and what an administrator may change of it. */
export function MembrePage(props: MembreProps) {
  const { langue, equipe, nom, erreurs, fait, soi } = props
  const t = equipesTexts(langue).membre
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={listErreurs(erreurs)} />
      <h1>{nom}</h1>
      {fait !== undefined && (
        <Notice langue={langue} sens="succes" annonce>
          <p>{fait}</p>
        </Notice>
      )}
      <Identite {...props} />
      <Roles {...props} />
      <Donner {...props} />
      <Groupes {...props} />
      {!soi && <Acces {...props} />}
      <p>
        <a href={paths.equipe(equipe)}>{t.retour}</a>
      </p>
    </div>
  )
}

function Identite({ langue, courriel, visite, provenances }: MembreProps) {
  const t = equipesTexts(langue).membre
  return (
    <section aria-labelledby="identite">
      <h2 id="identite">{t.identite}</h2>
      <SummaryList
        langue={langue}
        lignes={[
          { cle: 'courriel', libelle: t.courriel, valeur: courriel },
          { cle: 'provenance', libelle: t.provenance, valeur: provenances.map((one) => <div key={one}>{one}</div>) },
          { cle: 'visite', libelle: t.visite, valeur: visite ?? t.jamais },
        ]}
      />
    </section>
  )
}

function Roles({ langue, csrf, equipe, membre, roles, soi }: MembreProps) {
  const t = equipesTexts(langue).membre
  return (
    <section aria-labelledby="roles">
      <h2 id="roles">{t.roles}</h2>
      {roles.length === 0 && <p>{t.aucunRole}</p>}
      <SummaryList
        langue={langue}
        lignes={roles.map((role) => ({
          cle: `${role.role} ${role.demarche ?? ''}`,
          libelle: role.nom,
          valeur: (
            <>
              <RoleLine langue={langue} role={{ ...role, nom: t.depuis(role.depuis) }} />
              {role.etat === 'suspendu' && role.suspendu !== undefined && <p>{t.suspendu(role.suspendu)}</p>}
              {role.retirable && (
                <Actions>
                  {role.etat === 'suspendu' && (
                    <Form
                      action={paths.retablissement(equipe, membre)}
                      csrf={csrf}
                      caches={[
                        { name: 'role', value: role.role },
                        ...(role.demarche === undefined ? [] : [{ name: 'demarche', value: String(role.demarche) }]),
                      ]}
                    >
                      <Button poids="second" petit precision={t.retirerQuoi(role.nom)}>
                        {t.retablir}
                      </Button>
                    </Form>
                  )}
                  <LinkButton
                    href={paths.retrait(equipe, membre, role.role, role.demarche)}
                    poids="second"
                    petit
                    precision={t.retirerQuoi(role.nom)}
                  >
                    {t.retirer}
                  </LinkButton>
                </Actions>
              )}
            </>
          ),
        }))}
      />
      {soi && (
        <p>
          {t.soiMeme} <a href={paths.miennes()}>{t.mesEquipes}</a>
        </p>
      )}
    </section>
  )
}

function Donner({ langue, csrf, equipe, membre, choix, saisie, erreurs }: MembreProps) {
  const texts = equipesTexts(langue)
  if (choix === undefined || choix.roles.length === 0) return null
  return (
    <section aria-labelledby="donner">
      <h2 id="donner">{texts.membre.donner}</h2>
      <Form action={paths.roles(equipe, membre)} csrf={csrf}>
        <RoleFields {...{ langue, choix, saisie, erreurs }} />
        <Actions>
          <Button>{texts.inviter.boutonRole}</Button>
        </Actions>
      </Form>
    </section>
  )
}

function Groupes({ langue, csrf, equipe, membre, nom, demarches, instructeur }: MembreProps) {
  const t = equipesTexts(langue).membre
  if (demarches === undefined) return null
  return (
    <section aria-labelledby="groupes">
      <h2 id="groupes">{t.groupes}</h2>
      {!instructeur ? (
        <p>{t.sansInstructeur}</p>
      ) : demarches.length === 0 ? (
        <p>{t.sansDemarche}</p>
      ) : (
        <Form action={paths.groupes(equipe, membre)} csrf={csrf}>
          <p>{t.groupesIntro(nom)}</p>
          {demarches.map(({ numero, titre, groupes }) => (
            <CheckboxesField
              key={numero}
              {...{ langue, id: `groupes-${numero}`, name: 'groupe', libelle: titre }}
              options={groupes.map((groupe) => ({ value: String(groupe.numero), texte: groupe.label }))}
              valeurs={groupes.filter(({ dedans }) => dedans).map((groupe) => String(groupe.numero))}
            />
          ))}
          <Actions>
            <Button poids="second">{t.groupesBouton}</Button>
          </Actions>
        </Form>
      )}
    </section>
  )
}

function Acces({ langue, equipe, membre }: MembreProps) {
  const t = equipesTexts(langue).membre
  return (
    <section aria-labelledby="acces">
      <h2 id="acces">{t.acces}</h2>
      <p>{t.accesIntro}</p>
      <Actions>
        <LinkButton href={paths.acces(equipe, membre)} poids="second">
          {t.accesBouton}
        </LinkButton>
      </Actions>
    </section>
  )
}
