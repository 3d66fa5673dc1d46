import type { Langue } from '../../../core/texte.ts'
import { Actions, LinkButton } from '../../../ui/button.tsx'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'

/** A provider on another site, and where it is. */
export interface Fournisseur {
  readonly nom: string
  /** Where to leave it, or where it is; nothing when it has no place that people know. */
  readonly adresse: string | undefined
  /** It did not say that one has left it: one may still be known there. */
  readonly reste: boolean
}

interface DeconnecteProps {
  readonly langue: Langue
  /** One that remains to be left. */
  readonly fournisseur?: Fournisseur | undefined
}

/** Signed out. */
export function DeconnectePage({ langue, fournisseur }: DeconnecteProps) {
  const t = comptesTexts(langue).deconnecte
  return (
    <div class="colonne">
      <h1>{t.titre}</h1>
      {fournisseur ? (
        <>
          <p>{fournisseur.reste ? t.fournisseurReste(fournisseur.nom) : t.fournisseur(fournisseur.nom)}</p>
          {fournisseur.adresse !== undefined && (
            <Actions>
              <LinkButton href={fournisseur.adresse}>
                {fournisseur.reste ? t.fournisseurAller(fournisseur.nom) : t.fournisseurLien(fournisseur.nom)}
              </LinkButton>
            </Actions>
          )}
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
