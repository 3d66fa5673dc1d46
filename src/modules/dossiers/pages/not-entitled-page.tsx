import type { Langue } from '../../../core/texte.ts'
import { Actions, LinkButton } from '../../../ui/button.tsx'
import { nomAffiche } from '../../comptes/index.ts'
import { namesOf } from '../mandat.ts'
import { paths } from '../paths.ts'
import type { Dossier } from '../store/load.ts'
import { textsOf } from '../texts.ts'

/** How the usager of a dossier is named to who helps. */
export function mandantName(langue: Langue, { mandat }: Pick<Dossier, 'mandat'>): string {
  return (mandat && nomAffiche(namesOf(mandat.mandant))) || textsOf(langue).mandats.quelquun
}

interface NotEntitledProps {
  readonly langue: Langue
  readonly dossier: Dossier
  /** Whether its usager has been told that it is ready. */
  readonly prevenu: boolean
}

/** Who helps may prepare, and does not file: whose turn it is, and whether they know. */
export function NotEntitledPage({ langue, dossier, prevenu }: NotEntitledProps) {
  const t = textsOf(langue).mandats.depot
  const nom = mandantName(langue, dossier)
  return (
    <div class="colonne">
      <h1>{t.pasLeDroit}</h1>
      <p>{t.pasLeDroitAide(nom)}</p>
      <p>{prevenu ? t.prevenu(nom) : t.sansAdresse(nom)}</p>
      <Actions>
        <LinkButton href={paths.verification(dossier.numero)}>{t.revenir}</LinkButton>
      </Actions>
    </div>
  )
}
