import type { HTMLAttributes } from 'preact'

// The enhancements of src/browser: unknown to a browser without script, which shows what is inside them.
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'parvis-brouillon': HTMLAttributes<HTMLElement>
      'parvis-cle': HTMLAttributes<HTMLElement>
      'parvis-commune': HTMLAttributes<HTMLElement>
      'parvis-compteur': HTMLAttributes<HTMLElement>
      'parvis-envoi': HTMLAttributes<HTMLElement>
      'parvis-raccourcis': HTMLAttributes<HTMLElement>
      'parvis-session': HTMLAttributes<HTMLElement>
    }
  }
}
