import { ChampFrame, controlProps, type FieldProps } from '../champ-frame.tsx'
import { formatNombre } from '../format.ts'
import { uiTexts } from '../texts.ts'

interface TextareaProps extends FieldProps {
  readonly valeur: string
  /** Characters at most; the page says so, the script counts what is left, and the server decides. */
  readonly limite?: number | undefined
  readonly lignes?: number | undefined
}

/** A text of several lines. */
export function TextareaField(props: TextareaProps) {
  const { langue, id, valeur, limite, lignes = 5, autocomplete } = props
  const t = uiTexts(langue).champ
  const box = (
    <textarea
      class="saisie"
      {...controlProps(props, ...(limite === undefined ? [] : [`${id}-limite`]))}
      rows={lignes}
      autocomplete={autocomplete}
    >
      {/* A browser drops one newline at the start of a textarea. */}
      {`\n${valeur}`}
    </textarea>
  )
  if (limite === undefined) return <ChampFrame {...props}>{box}</ChampFrame>
  return (
    <ChampFrame {...props}>
      <parvis-compteur
        data-limite={limite}
        data-restants={t.restants}
        data-restant-un={t.restantUn}
        data-depasse={t.depasse}
        data-depasse-un={t.depasseUn}
      >
        {box}
        <span class="compteur">
          <span id={`${id}-limite`}>{t.limite(formatNombre(langue, limite))}</span>
        </span>
      </parvis-compteur>
    </ChampFrame>
  )
}
