import type { Langue } from '../../../core/texte.ts'
import { Actions, Button } from '../../../ui/button.tsx'
import { CheckboxesField } from '../../../ui/champs/checkboxes.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Form } from '../../../ui/form.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { paths } from '../paths.ts'
import { equipesTexts } from '../texts.ts'

/** An instructeur, with the groups of the démarche that they are in. */
export interface LigneInstructeur {
  readonly membre: string
  readonly nom: string
  readonly groupes: readonly number[]
}

interface DemarcheProps {
  readonly langue: Langue
  readonly csrf: string
  readonly numero: number
  readonly titre: string
  readonly groupes: readonly { readonly numero: number; readonly label: string }[]
  readonly instructeurs: readonly LigneInstructeur[]
  readonly fait: boolean
}

/** Who receives the dossiers of a démarche, group by group: one form for each instructeur. */
export function DemarchePage({ langue, csrf, numero, titre, groupes, instructeurs, fait }: DemarcheProps) {
  const t = equipesTexts(langue).demarche
  return (
    <div class="colonne">
      <h1>{t.titre(titre)}</h1>
      {fait && (
        <Notice langue={langue} sens="succes" annonce>
          <p>{t.fait}</p>
        </Notice>
      )}
      {instructeurs.length === 0 ? (
        <EmptyState titre={t.vide} icone="personne">
          <p>{t.videAide}</p>
        </EmptyState>
      ) : (
        <p>{t.intro}</p>
      )}
      {instructeurs.map(({ membre, nom, groupes: dedans }) => (
        <Form key={membre} action={paths.demarche(numero)} csrf={csrf} caches={[{ name: 'membre', value: membre }]}>
          <CheckboxesField
            {...{ langue, id: `groupes-${membre}`, name: 'groupe', libelle: nom }}
            options={groupes.map((groupe) => ({ value: String(groupe.numero), texte: groupe.label }))}
            valeurs={dedans.map(String)}
          />
          <Actions>
            <Button poids="second" petit precision={t.boutonQui(nom)}>
              {t.bouton}
            </Button>
          </Actions>
        </Form>
      ))}
    </div>
  )
}
