import type { Langue } from '../../../core/texte.ts'
import { Actions, LinkButton } from '../../../ui/button.tsx'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'

/** Why coming back from a provider did not sign in. */
export type RetourProblem = 'renonce' | 'niveau' | 'reglage' | 'indisponible' | 'invalide' | 'perime'

interface RetourProps {
  readonly langue: Langue
  readonly probleme: RetourProblem
  /** The provider's name. */
  readonly nom: string
  /** An agent's provider: what is missing then is a second factor. */
  readonly agent: boolean
  readonly retour: string
  /** What the log holds, when something is ours or the provider's to mend. */
  readonly reference: string | undefined
}

/** The title of that page. */
export function retourTitle(langue: Langue, probleme: RetourProblem): string {
  const t = comptesTexts(langue).retour
  return probleme === 'renonce' ? t.renonceTitre : t.titre
}

/** A calm page: what happened, and every other way to go on. What the provider wrote is never shown. */
export function RetourPage({ langue, probleme, agent, nom, retour, reference }: RetourProps) {
  const t = comptesTexts(langue).retour
  const text = {
    ...t,
    indisponible: t.indisponible(nom),
    niveau: agent ? t.niveauAgent : t.niveau(nom),
  }[probleme]
  return (
    <div class="colonne">
      <h1>{retourTitle(langue, probleme)}</h1>
      <p>{text}</p>
      {reference !== undefined && <p>{t.reference(reference)}</p>}
      <Actions>
        <LinkButton href={paths.connexion(retour)}>{t.recommencer}</LinkButton>
        <LinkButton href={paths.courriel(retour)} poids="second">
          {t.autrement}
        </LinkButton>
      </Actions>
    </div>
  )
}
