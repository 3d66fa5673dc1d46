import type { Langue } from '../../../core/texte.ts'
import { FilterDate, FilterSelect, Filters, FilterText } from '../../../ui/filters.tsx'
import { formatJour } from '../../../ui/format.ts'
import { FAMILLES } from '../actes.ts'
import { paths } from '../paths.ts'
import { type Filtre, HORS_ORGANISME, isFamille, writeFiltre } from '../rules.ts'
import { origineText, textsOf } from '../texts.ts'

/** An organisme as a list offers it. */
export interface OrganismeLu {
  readonly id: string
  readonly nom: string
}

interface FiltersProps {
  readonly langue: Langue
  readonly filtre: Filtre
  readonly organismes: readonly OrganismeLu[]
  readonly instance: boolean
}

/** What narrows the journal; everything goes to the address. */
export function AuditFilters(props: FiltersProps) {
  const { langue, filtre, organismes, instance } = props
  const t = textsOf(langue)
  const { du, au, qui, famille, objet, origine } = filtre
  return (
    <Filters langue={langue} action={paths.journal()} actifs={chips(props)} toutRetirer={paths.journal()}>
      {(organismes.length > 1 || instance) && (
        <FilterSelect
          id="filtre-organisme"
          name="organisme"
          libelle={t.journal.organisme}
          valeur={filtre.organisme ?? ''}
          options={[
            { value: '', texte: t.journal.tous },
            ...(instance ? [{ value: HORS_ORGANISME, texte: t.journal.horsOrganisme }] : []),
            ...organismes.map(({ id, nom }) => ({ value: id, texte: nom })),
          ]}
        />
      )}
      <FilterDate id="filtre-du" name="du" libelle={t.journal.du} valeur={du} />
      <FilterDate id="filtre-au" name="au" libelle={t.journal.au} valeur={au} />
      <FilterText id="filtre-qui" name="qui" libelle={t.journal.qui} valeur={qui} />
      <FilterSelect
        id="filtre-famille"
        name="famille"
        libelle={t.journal.famille}
        valeur={famille ?? ''}
        options={[
          { value: '', texte: t.journal.toutesFamilles },
          ...Object.keys(FAMILLES)
            .filter(isFamille)
            .map((value) => ({ value, texte: t.familles[value] })),
        ]}
      />
      <FilterText id="filtre-objet" name="objet" libelle={t.journal.objet} valeur={objet} />
      <FilterText id="filtre-origine" name="origine" libelle={t.journal.origine} valeur={origine} />
    </Filters>
  )
}

function chips({ langue, filtre, organismes }: FiltersProps) {
  const t = textsOf(langue)
  const { organisme, du, au, qui, famille, objet, origine } = filtre
  const nom =
    organisme === HORS_ORGANISME ? t.journal.horsOrganisme : organismes.find(({ id }) => id === organisme)?.nom
  const used: readonly [keyof Filtre, string | undefined][] = [
    ['organisme', organisme && (nom ?? organisme)],
    ['du', du && `${t.journal.du} ${formatJour(langue, du)}`],
    ['au', au && `${t.journal.au} ${formatJour(langue, au)}`],
    ['qui', qui],
    ['famille', famille && t.familles[famille]],
    ['objet', objet],
    ['origine', origine && `${t.journal.origineCourte} ${origineText(langue, origine)}`],
  ]
  return used.flatMap(([name, texte]) =>
    texte === undefined ? [] : [{ texte, href: paths.journal(writeFiltre(filtre, { [name]: undefined })) }],
  )
}
