import type { ComponentChildren } from 'preact'
import { Button } from '../button.tsx'
import { ChampGroup, type FieldProps } from '../champ-frame.tsx'
import { uiTexts } from '../texts.ts'

/** Name of the buttons that add a row; their value is the key of the repetition. */
export const AJOUTER_LIGNE = '_ajouter'
/** Name of the buttons that remove a row; their value is `<cle>.<ulid>`. */
export const RETIRER_LIGNE = '_retirer'

/** One row of a repetition: its ULID, and its champs ready to show. */
export interface RepetitionRow {
  readonly id: string
  readonly contenu: ComponentChildren
}

interface RepetitionProps extends FieldProps {
  readonly cle: string
  readonly lignes: readonly RepetitionRow[]
  /** What one row is: « Enfant ». The label of the whole otherwise. */
  readonly singulier?: string | undefined
  readonly bouton?: string | undefined
  readonly complet?: boolean | undefined
}

/** The same questions as many times as needed. Adding and removing a row are buttons of the form: nothing typed is lost. */
export function RepetitionField(props: RepetitionProps) {
  const { langue, id, name, cle, libelle, lignes, singulier = libelle, bouton, complet = false } = props
  const t = uiTexts(langue).repetition
  return (
    <ChampGroup {...props}>
      <div id={id} tabindex={-1}>
        {lignes.length === 0 && <p class="discret">{t.vide}</p>}
        {lignes.map((row, index) => {
          const title = `${singulier} ${t.ligne(index + 1)}`
          return (
            <fieldset key={row.id} class="rangee" data-rangee={row.id}>
              <legend>{title}</legend>
              <input type="hidden" name={name} value={row.id} />
              {row.contenu}
              <Button
                poids="second"
                petit
                icone="retirer"
                name={RETIRER_LIGNE}
                value={`${cle}.${row.id}`}
                precision={title}
              >
                {t.retirer}
              </Button>
            </fieldset>
          )
        })}
      </div>
      {!complet && (
        <Button poids="second" icone="ajouter" name={AJOUTER_LIGNE} value={cle} precision={singulier}>
          {bouton ?? t.ajouter}
        </Button>
      )}
    </ChampGroup>
  )
}
