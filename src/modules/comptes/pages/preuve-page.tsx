import type { Langue } from '../../../core/texte.ts'
import { Actions, LinkButton } from '../../../ui/button.tsx'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'

interface PreuveProps {
  readonly langue: Langue
  /** Where to go once it is proved. */
  readonly retour: string
}

/** Asks somebody known to prove it anew. */
export function PreuvePage({ langue, retour }: PreuveProps) {
  const t = comptesTexts(langue).securite.preuve
  return (
    <div class="colonne">
      <h1>{t.titre}</h1>
      <p>{t.sansFacteur}</p>
      <Actions>
        <LinkButton href={paths.connexion(retour)}>{t.seConnecter}</LinkButton>
      </Actions>
    </div>
  )
}
