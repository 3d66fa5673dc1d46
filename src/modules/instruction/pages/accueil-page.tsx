import { ETATS, type Etat } from '../../../core/dossier/etat.ts'
import type { Langue } from '../../../core/texte.ts'
import { Tag } from '../../../ui/badge.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatNombre } from '../../../ui/format.ts'
import { type Row, Table } from '../../../ui/table.tsx'
import { paths } from '../paths.ts'
import { totalsOf } from '../rules.ts'
import { textsOf } from '../texts.ts'

/** A démarche of an agent, with how many dossiers wait in each state. */
interface LigneDemarche {
  readonly numero: number
  readonly titre: string
  readonly organisme: string
  readonly close: boolean
  readonly effectifs: Readonly<Record<Etat, number>>
}

interface AccueilProps {
  readonly langue: Langue
  readonly demarches: readonly LigneDemarche[]
  /** Whether they administer the instance: they invite agents instead of waiting for somebody. */
  readonly administrateur: boolean
}

const FILED = ETATS.filter((etat) => etat !== 'brouillon')

/** Where an agent's day begins: their démarches, and what waits in each. */
export function AccueilPage({ langue, demarches, administrateur }: AccueilProps) {
  const t = textsOf(langue)
  return (
    <>
      <h1>{t.accueil.titre}</h1>
      {demarches.length === 0 ? (
        <EmptyState titre={t.accueil.aucune}>
          {administrateur ? <AdministrateurAide langue={langue} /> : <p>{t.accueil.aucuneAide}</p>}
        </EmptyState>
      ) : (
        <Table
          langue={langue}
          legende={t.accueil.caption}
          colonnes={[
            { titre: t.accueil.demarche },
            { titre: t.accueil.aTraiter, droite: true },
            ...FILED.map((etat) => ({ titre: t.etats[etat], droite: true })),
            { titre: t.accueil.total, droite: true },
          ]}
          lignes={demarches.map((demarche) => rowOf(langue, demarche))}
        />
      )}
    </>
  )
}

/** What who administers the instance may do, since agents are invited by commands. */
function AdministrateurAide({ langue }: { readonly langue: Langue }) {
  const { aide, inviter, affecter, commandes } = textsOf(langue).accueil.administrateur
  return (
    <>
      <p>{aide}</p>
      <p>
        <code>{commandes.inviter}</code> {inviter}
      </p>
      <p>
        <code>{commandes.affecter}</code> {affecter}
      </p>
    </>
  )
}

function rowOf(langue: Langue, { numero, titre, organisme, close, effectifs }: LigneDemarche): Row {
  const { total, aTraiter } = totalsOf(effectifs)
  const t = textsOf(langue).accueil
  return {
    cle: String(numero),
    cellules: [
      <>
        <a href={paths.table(numero)}>{titre}</a> {close && <Tag sens="neutre" icone="boite" texte={t.fermee} />}
        <span class="sous-ligne">{organisme}</span>
      </>,
      <strong key="a-traiter">{formatNombre(langue, aTraiter)}</strong>,
      ...FILED.map((etat) => formatNombre(langue, effectifs[etat])),
      formatNombre(langue, total),
    ],
  }
}
