import { fournisseurOf, type Niveau } from '../../../core/dossier/niveau.ts'
import type { Langue } from '../../../core/texte.ts'
import { Actions, LinkButton } from '../../../ui/button.tsx'
import { RichText } from '../../../ui/rich-text.tsx'
import type { PorteLien } from '../../comptes/index.ts'
import { textsOf } from '../texts.ts'

interface NiveauProps {
  readonly langue: Langue
  /** The démarche's title. */
  readonly titre: string
  readonly niveau: Niveau
  /** The doors that prove that level, here; none when no provider does. */
  readonly portes: readonly PorteLien[]
  /** How its author says to do without. */
  readonly alternatives: string
  /** Where the service is told, with its telephone and its hours. */
  readonly demarche: string
  /** Somebody who is signed in, not surely enough. */
  readonly connecte: boolean
}

/** The title of that page. */
export function niveauTitle(langue: Langue, niveau: Niveau): string {
  return textsOf(langue).niveau.titre(fournisseurOf(niveau) ?? '')
}

/** A démarche wants to be surer of who asks: why, the door that does it, and the way without. What was begun is kept. */
export function NiveauPage({ langue, titre, niveau, portes, alternatives, demarche, connecte }: NiveauProps) {
  const t = textsOf(langue).niveau
  const nom = fournisseurOf(niveau) ?? ''
  return (
    <div class="colonne">
      <p class="sur">{titre}</p>
      <h1>{niveauTitle(langue, niveau)}</h1>
      <p>{t.pourquoi}</p>
      <p>{t.comment[niveau]}</p>
      {connecte && <p>{t.garde(nom)}</p>}
      {portes.length === 0 ? (
        <p>{t.sansPorte(nom)}</p>
      ) : (
        <Actions>
          {portes.map((porte) => (
            <LinkButton key={porte.href} href={porte.href}>
              {t.bouton(porte.nom)}
            </LinkButton>
          ))}
        </Actions>
      )}
      <h2>{t.autrement(nom)}</h2>
      <RichText texte={alternatives} />
      <p>
        <a href={demarche}>{t.service}</a>
      </p>
    </div>
  )
}
