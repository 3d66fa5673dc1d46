import type { Langue } from '../../../core/texte.ts'
import { ChoiceBox } from '../../../ui/champs/choice.tsx'
import { FilterDate, FilterSelect, Filters, FilterText } from '../../../ui/filters.tsx'
import { formatJour } from '../../../ui/format.ts'
import { paths } from '../paths.ts'
import { type Filtre, TRIS, writeFiltre } from '../rules.ts'
import { textsOf } from '../texts.ts'

/** The id of the search box, for the shortcut. */
export const CHERCHER = 'filtre-q'

/** A département as a list offers it. */
export interface Departement {
  readonly code: string
  readonly nom: string
}

interface FiltersProps {
  readonly langue: Langue
  readonly numero: number
  readonly filtre: Filtre
  readonly departements: readonly Departement[]
}

/** Whether something besides the state narrows the list. */
export function isFiltered({ q, du, au, departement, suivis }: Filtre): boolean {
  return suivis || [q, du, au, departement].some((value) => value !== undefined)
}

/** What narrows and sorts the table; everything goes to the address. */
export function TableFilters({ langue, numero, filtre, departements }: FiltersProps) {
  const t = textsOf(langue).table
  const { etat, q, du, au, departement, suivis, tri } = filtre
  return (
    <Filters
      langue={langue}
      action={paths.table(numero)}
      caches={etat ? [{ name: 'etat', value: etat }] : []}
      aide={{ id: `${CHERCHER}-aide`, texte: t.chercherAide }}
      actifs={chips({ langue, numero, filtre, departements })}
      toutRetirer={paths.table(numero, writeFiltre({ suivis: false, tri, ...(etat && { etat }) }))}
    >
      <FilterText id={CHERCHER} name="q" libelle={t.chercher} valeur={q} aideId={`${CHERCHER}-aide`} />
      <FilterDate id="filtre-du" name="du" libelle={t.du} valeur={du} />
      <FilterDate id="filtre-au" name="au" libelle={t.au} valeur={au} />
      <FilterSelect
        id="filtre-departement"
        name="departement"
        libelle={t.departement}
        valeur={departement ?? ''}
        options={[
          { value: '', texte: t.tousDepartements },
          ...departements.map(({ code, nom }) => ({ value: code, texte: `${code} – ${nom}` })),
        ]}
      />
      <FilterSelect
        id="filtre-tri"
        name="tri"
        libelle={t.trier}
        valeur={tri}
        options={TRIS.map((value) => ({ value, texte: t.tris[value] }))}
      />
      <ChoiceBox
        type="checkbox"
        id="filtre-suivis"
        name="suivis"
        option={{ value: '1', texte: t.suivis }}
        checked={suivis}
        invalid={false}
      />
    </Filters>
  )
}

function chips({ langue, numero, filtre, departements }: FiltersProps) {
  const t = textsOf(langue).table
  const { q, du, au, departement, suivis } = filtre
  const nom = departements.find(({ code }) => code === departement)?.nom ?? departement ?? ''
  const used: readonly [keyof Filtre, string | false][] = [
    ['q', q !== undefined && t.motsCherches(q)],
    ['du', du !== undefined && `${t.du} ${formatJour(langue, du)}`],
    ['au', au !== undefined && `${t.au} ${formatJour(langue, au)}`],
    ['departement', departement !== undefined && `${t.departement} : ${nom}`],
    ['suivis', suivis && t.suivis],
  ]
  return used.flatMap(([name, texte]) =>
    texte === false ? [] : [{ texte, href: paths.table(numero, writeFiltre(filtre, { [name]: undefined })) }],
  )
}
