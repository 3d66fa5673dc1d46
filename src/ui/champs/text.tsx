import { ChampFrame, controlProps, type FieldProps } from '../champ-frame.tsx'

/** How wide a text looks: about as many characters as the answer has (the whole column without it). */
export type TextWidth = 2 | 4 | 10 | 20 | 34

interface TextProps extends FieldProps {
  readonly valeur: string
  readonly type?: 'text' | 'email' | 'tel' | 'password' | undefined
  /** Which keyboard a telephone shows. A number is a text with digits: `type=number` loses what was typed. */
  readonly clavier?: 'numeric' | 'decimal' | undefined
  readonly largeur?: TextWidth | undefined
  /** What is written after the box: « € ». */
  readonly unite?: string | undefined
  /** What is typed is no sentence: neither corrected nor capitalised. */
  readonly code?: boolean | undefined
}

function Box(props: TextProps) {
  const { valeur, type = 'text', clavier, largeur, autocomplete, code = false } = props
  const size = largeur === undefined ? '' : ` saisie--${largeur}`
  const attributes = {
    class: `saisie${size}`,
    ...controlProps(props),
    value: valeur,
    inputmode: clavier,
    autocomplete,
    spellcheck: code ? false : undefined,
  } as const
  // Written out: the type of an input decides which attributes it takes.
  switch (type) {
    case 'email':
      return <input {...attributes} type="email" />
    case 'tel':
      return <input {...attributes} type="tel" />
    case 'password':
      return <input {...attributes} type="password" />
    case 'text':
      return <input {...attributes} type="text" autocapitalize={code ? 'none' : undefined} />
  }
}

/** A line of text, a code, a number. */
export function TextField(props: TextProps) {
  return (
    <ChampFrame {...props}>
      {props.unite === undefined ? (
        <Box {...props} />
      ) : (
        <div class="unite">
          <Box {...props} />
          <span>{props.unite}</span>
        </div>
      )}
    </ChampFrame>
  )
}
