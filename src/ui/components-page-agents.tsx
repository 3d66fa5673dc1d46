import type { Langue } from '../core/texte.ts'
import { EtatBadge } from './badge.tsx'
import { FilterDate, FilterSelect, Filters, FilterText } from './filters.tsx'
import { formatNombre } from './format.ts'
import { Pagination } from './pagination.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { StatTiles } from './stat-tile.tsx'
import { type Row, RowLink, Table } from './table.tsx'
import { Tabs } from './tabs.tsx'

const DOSSIERS = [
  {
    numero: 1204873,
    nom: 'Le Roux, Anaïs',
    ecole: 'École Noël-du-Fail',
    etat: 'en_instruction',
    depot: '12 nov.',
    voir: 'Complément reçu',
    echeance: 'J−2',
    neuf: true,
  },
  {
    numero: 1204871,
    nom: 'Diallo, Ismaël',
    ecole: 'École Notre-Dame',
    etat: 'en_construction',
    depot: '12 nov.',
    voir: 'Nouveau',
    echeance: 'J−3',
    neuf: true,
  },
  {
    numero: 1204377,
    nom: 'Benali, Sofia',
    ecole: 'École Noël-du-Fail',
    etat: 'accepte',
    depot: '8 nov.',
    voir: '',
    echeance: '',
    neuf: false,
  },
  {
    numero: 1203881,
    nom: 'Petit, Rose',
    ecole: 'École Noël-du-Fail',
    etat: 'refuse',
    depot: '7 nov.',
    voir: '',
    echeance: '',
    neuf: false,
  },
  {
    numero: 1203420,
    nom: 'Rossi, Elio',
    ecole: 'École Notre-Dame',
    etat: 'sans_suite',
    depot: '6 nov.',
    voir: '',
    echeance: '',
    neuf: false,
  },
] as const

function rowsOf(langue: Langue): readonly Row[] {
  return DOSSIERS.map(({ numero, nom, ecole, etat, depot, voir, echeance, neuf }) => ({
    cle: String(numero),
    nom: `le dossier ${formatNombre('fr', numero)}`,
    cellules: [
      <RowLink key="lien" langue={langue} href={`#${numero}`} neuf={neuf}>
        {formatNombre('fr', numero)}
      </RowLink>,
      nom,
      ecole,
      <EtatBadge key="etat" langue={langue} etat={etat} />,
      depot,
      voir,
      echeance,
    ],
  }))
}

const COLUMNS = [
  { titre: 'Dossier', serre: true, tri: { href: '#tri-numero' } },
  { titre: 'Enfant', evident: true, fort: true, tri: { href: '#tri-nom' } },
  { titre: 'École', evident: true },
  { titre: 'État', evident: true, serre: true },
  { titre: 'Déposé', serre: true, tri: { href: '#tri-depot', etat: 'decroissant' } },
  { titre: 'À voir', evident: true },
  { titre: 'Échéance', droite: true, serre: true },
] as const

function FiltersShow({ langue }: { readonly langue: Langue }) {
  return (
    <Filters
      langue={langue}
      action="#"
      caches={[{ name: 'onglet', value: 'suivis' }]}
      actifs={[{ texte: 'École : Noël-du-Fail ou La Chalotais', href: '#sans-ecole' }]}
      toutRetirer="#sans-filtre"
    >
      <FilterText id="filtre-q" name="q" libelle="Nom, numéro, mot" />
      <FilterSelect
        id="filtre-etat"
        name="etat"
        libelle="État"
        valeur=""
        options={[
          { value: '', texte: 'Tous les états' },
          { value: 'en_instruction', texte: 'En instruction' },
        ]}
      />
      <FilterDate id="filtre-depuis" name="depuis" libelle="Déposé depuis" />
    </Filters>
  )
}

/** What agents work with: tabs, filters, table, figures, shortcuts. */
export function AgentsShow({ langue }: { readonly langue: Langue }) {
  return (
    <section>
      <h2>Dossiers de restauration scolaire</h2>
      <Tabs
        libelle="Dossiers"
        onglets={[
          { texte: 'À suivre', href: '#a-suivre', nombre: '14', actif: false },
          { texte: 'Suivis par moi', href: '#suivis', nombre: '32', actif: true },
          { texte: 'Traités', href: '#traites', nombre: formatNombre(langue, 1208), actif: false },
          { texte: 'Archivés', href: '#archives', nombre: formatNombre(langue, 4310), actif: false },
        ]}
      />
      <FiltersShow langue={langue} />
      <Table
        langue={langue}
        legende="32 dossiers, les plus récents d’abord"
        colonnes={COLUMNS}
        lignes={rowsOf(langue)}
        choix="dossier"
      />
      <Pagination langue={langue} suivante="#page-suivante" precedente="#page-precedente" resume="25 sur 32" />
      <h2>Chiffres</h2>
      <StatTiles
        langue={langue}
        tuiles={[
          {
            cle: 'ligne',
            libelle: 'Réalisables en ligne',
            valeur: '84 %',
            precision: 'sur 249',
            detail: '182 sur 250 il y a deux ans',
          },
          {
            cle: 'acces',
            libelle: 'Accessibles',
            valeur: '43 %',
            detail: '12 % il y a deux ans · objectif 80 %',
            serie: { points: [12, 14, 40, 43], debut: '12 %', fin: '43 %' },
          },
          {
            cle: 'usagers',
            libelle: 'Usagers satisfaits',
            valeur: '8,1',
            precision: 'sur 10',
            detail: '178 démarches notées par 100 avis ou plus',
          },
        ]}
      />
      <Shortcuts
        langue={langue}
        raccourcis={[
          { touche: '/', cible: 'filtre-q', effet: 'Chercher un dossier' },
          { touche: 'e', cible: 'filtre-etat', effet: 'Filtrer par état' },
        ]}
      />
    </section>
  )
}
