import type { ComponentChildren } from 'preact'
import type { Langue } from '../core/texte.ts'
import { Icon } from './icon.tsx'
import { MEANING_ICONS, type Meaning } from './meaning.ts'
import { uiTexts } from './texts.ts'

interface NoticeProps {
  readonly langue: Langue
  readonly sens: Exclude<Meaning, 'neutre'>
  /** In place of the word of the meaning (« Attention »). */
  readonly titre?: string | undefined
  /** The notice answers what the person has just done: read out on arrival. */
  readonly annonce?: boolean | undefined
  readonly children?: ComponentChildren
}

/** Something to know, in one of the four meanings. */
export function Notice({ langue, sens, titre, annonce = false, children }: NoticeProps) {
  return (
    <div class={`avis sens--${sens}`} role={annonce ? 'status' : undefined}>
      <Icon nom={MEANING_ICONS[sens]} class="avis__icone" />
      <div class="avis__corps">
        <p class="avis__sens">{titre ?? uiTexts(langue).avis[sens]}</p>
        {children}
      </div>
    </div>
  )
}
