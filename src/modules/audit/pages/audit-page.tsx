import type { Langue } from '../../../core/texte.ts'
import type { PageLignes } from '../../../infra/journal/search.ts'
import type { ChainState } from '../../../infra/journal/state.ts'
import { Actions } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatInstant, formatNombre } from '../../../ui/format.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import { StatTiles } from '../../../ui/stat-tile.tsx'
import { type Row, Table } from '../../../ui/table.tsx'
import type { Noms } from '../noms.ts'
import { paths } from '../paths.ts'
import { phraseOf } from '../phrases.ts'
import { type Filtre, writeFiltre } from '../rules.ts'
import { origineText, textsOf } from '../texts.ts'
import { AuditFilters, type OrganismeLu } from './audit-filters.tsx'

/** What a page of the journal shows. */
export interface AuditProps {
  readonly langue: Langue
  readonly filtre: Filtre
  readonly page: PageLignes
  readonly noms: Noms
  readonly etat: ChainState
  /** The organismes whose journal is theirs to read. */
  readonly organismes: readonly OrganismeLu[]
  /** Whether what belongs to no organisme may be read. */
  readonly instance: boolean
}

/** The journal: the state of its chain, filters, and lines in plain words. */
export function AuditPage(props: AuditProps) {
  const { langue, filtre, page } = props
  const t = textsOf(langue).journal
  return (
    <>
      <h1>{t.titre}</h1>
      <p class="chapeau">{t.intro}</p>
      <Chain langue={langue} etat={props.etat} />
      <AuditFilters langue={langue} filtre={filtre} organismes={props.organismes} instance={props.instance} />
      {page.lignes.length === 0 ? (
        <EmptyState titre={t.vide}>
          <p>{t.videAide}</p>
        </EmptyState>
      ) : (
        <Table
          langue={langue}
          legende={page.lignes.length === 1 ? t.legendeUne : t.legende(formatNombre(langue, page.lignes.length))}
          colonnes={[
            { titre: t.quand, serre: true },
            { titre: t.fait, evident: true },
            { titre: t.organismeCourt },
            { titre: t.origineCourte, serre: true },
          ]}
          lignes={page.lignes.map((ligne) => rowOf(props, ligne))}
        />
      )}
      <Pages {...props} />
      {page.lignes.length > 0 && <Exporting langue={langue} filtre={filtre} />}
    </>
  )
}

function rowOf({ langue, filtre, noms, organismes }: AuditProps, ligne: AuditProps['page']['lignes'][number]): Row {
  const t = textsOf(langue)
  const { origine, organismeId } = ligne
  return {
    cle: ligne.id,
    cellules: [
      formatInstant(langue, ligne.at),
      phraseOf(langue, ligne, noms),
      organismeId === null ? t.journal.instance : (organismes.find(({ id }) => id === organismeId)?.nom ?? ''),
      origine === null ? (
        t.origines.inconnue
      ) : (
        <a key="origine" href={paths.journal(writeFiltre(filtre, { origine }))}>
          {origineText(langue, origine)}
        </a>
      ),
    ],
  }
}

function Chain({ langue, etat }: { readonly langue: Langue; readonly etat: ChainState }) {
  const t = textsOf(langue).etat
  const nombre = (value: number) => formatNombre(langue, value)
  const { scelle, verification } = etat
  const found = verification?.anomalies ?? 0
  return (
    <section aria-labelledby="etat-chaine">
      <h2 id="etat-chaine" class="cache">
        {t.titre}
      </h2>
      {found > 0 && (
        <Notice langue={langue} sens="erreur">
          <p>{t.alerte}</p>
        </Notice>
      )}
      <StatTiles
        langue={langue}
        tuiles={[
          {
            ...{ cle: 'scelle', libelle: t.scelle },
            valeur: scelle ? formatInstant(langue, scelle.at) : t.aucunScelle,
            detail: scelle && t.scelleLignes(nombre(scelle.taille)),
          },
          {
            ...{ cle: 'attente', libelle: t.attente, valeur: nombre(etat.enAttente) },
            detail: t.attenteDetail(nombre(etat.chainees)),
          },
          {
            ...{ cle: 'verification', libelle: t.verification },
            valeur: verification ? formatInstant(langue, verification.at) : t.jamais,
            detail: verification && (found > 0 ? t.altere(nombre(found)) : t.intact),
          },
        ]}
      />
    </section>
  )
}

function Exporting({ langue, filtre }: Pick<AuditProps, 'langue' | 'filtre'>) {
  const t = textsOf(langue).journal
  return (
    <>
      <Actions>
        <a class="bouton bouton--second" href={paths.export(writeFiltre(filtre))} aria-describedby="export-aide">
          {t.exporter}
        </a>
      </Actions>
      <p id="export-aide" class="discret">
        {t.exporterAide}
      </p>
    </>
  )
}

function Pages({ langue, filtre, page }: AuditProps) {
  const first = page.lignes.at(0)?.curseur
  const last = page.lignes.at(-1)?.curseur
  if (!page.before && !page.after) return null
  return (
    <Pagination
      langue={langue}
      precedente={page.before ? paths.journal(writeFiltre(filtre, first && { avant: first })) : undefined}
      suivante={page.after && last ? paths.journal(writeFiltre(filtre, { apres: last })) : undefined}
    />
  )
}
