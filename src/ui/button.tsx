import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

/** How a button weighs: one `principal` a page, `danger` for what destroys. */
export type ButtonWeight = 'principal' | 'second' | 'danger'

interface Look {
  readonly poids?: ButtonWeight | undefined
  readonly petit?: boolean | undefined
  readonly icone?: IconName | undefined
  /** What the words leave to the eye, for those who do not see around: « Retirer » + « le fichier impots.pdf ». */
  readonly precision?: string | undefined
  readonly children: ComponentChildren
}

interface ButtonProps extends Look {
  readonly name?: string | undefined
  readonly value?: string | undefined
  /** Address of another action than the form's. */
  readonly formaction?: string | undefined
}

function classOf({ poids = 'principal', petit = false }: Look): string {
  return ['bouton', poids === 'principal' ? '' : `bouton--${poids}`, petit ? 'bouton--petit' : '']
    .filter(Boolean)
    .join(' ')
}

function Content({ icone, precision, children }: Look) {
  return (
    <>
      {icone !== undefined && <Icon nom={icone} />}
      <span>
        {children}
        {precision !== undefined && <span class="cache"> {precision}</span>}
      </span>
    </>
  )
}

/** A button that sends its form. Its words say what happens: « Déposer ma demande ». */
export function Button(props: ButtonProps) {
  return (
    <button type="submit" class={classOf(props)} name={props.name} value={props.value} formaction={props.formaction}>
      <Content {...props} />
    </button>
  )
}

/** A link that weighs as much as a button. */
export function LinkButton(props: Look & { readonly href: string }) {
  return (
    <a class={classOf(props)} href={props.href}>
      <Content {...props} />
    </a>
  )
}

/** A button that looks like a link, for actions beside the main one. */
export function TextButton({ name, value, formaction, precision, children }: ButtonProps) {
  return (
    <button type="submit" class="lien" name={name} value={value} formaction={formaction}>
      {children}
      {precision !== undefined && <span class="cache"> {precision}</span>}
    </button>
  )
}

/** What ends a page: its main button first, the other ways beside. */
export function Actions({ children }: { readonly children: ComponentChildren }) {
  return <div class="actions">{children}</div>
}
