import type { ComponentChildren } from 'preact'

/** A value that a form carries without showing it. */
export interface Hidden {
  readonly name: string
  readonly value: string
}

interface FormProps {
  readonly action: string
  readonly csrf: string
  /** The form holds files: they are then sent after every other field. */
  readonly fichiers?: boolean | undefined
  readonly caches?: readonly Hidden[] | undefined
  /**
   * What the Enter key does in a text. Needed as soon as a page has a button before its main one: browsers press the
   * first button of the form, which might remove a file.
   */
  readonly envoi?: Hidden | undefined
  readonly children: ComponentChildren
}

/** A form that sends by POST, answered by a redirection. The browser checks nothing: our own words say what to mend. */
export function Form({ action, csrf, fichiers = false, caches = [], envoi, children }: FormProps) {
  return (
    <form method="post" action={action} enctype={fichiers ? 'multipart/form-data' : undefined} novalidate>
      <input type="hidden" name="_csrf" value={csrf} />
      {caches.map(({ name, value }) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      {envoi && (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nobody reaches it (tabindex -1); hidden altogether, Safari would not press it.
        <button type="submit" class="cache" tabindex={-1} aria-hidden="true" name={envoi.name} value={envoi.value}>
          OK
        </button>
      )}
      {children}
    </form>
  )
}
