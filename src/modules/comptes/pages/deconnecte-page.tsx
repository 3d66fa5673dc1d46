import type { Langue } from '../../../core/texte.ts'
import { Actions, LinkButton } from '../../../ui/button.tsx'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'

interface DeconnecteProps {
  readonly langue: Langue
  /** A provider on another site that remains to be left, and where. */
  readonly fournisseur?: { readonly nom: string; readonly adresse: string } | undefined
}

/** Signed out. */
export function DeconnectePage({ langue, fournisseur }: DeconnecteProps) {
  const t = comptesTexts(langue).deconnecte
  return (
    <div class="colonne">
      <h1>{t.titre}</h1>
      {fournisseur ? (
        <>
          <p>{t.fournisseur(fournisseur.nom)}</p>
          <Actions>
            <LinkButton href={fournisseur.adresse}>{t.fournisseurLien(fournisseur.nom)}</LinkButton>
          </Actions>
        </>
      ) : (
        <p>{t.explication}</p>
      )}
      <Actions>
        <a href="/">{t.accueil}</a>
        <a href={paths.connexion()}>{t.seConnecter}</a>
      </Actions>
    </div>
  )
}
