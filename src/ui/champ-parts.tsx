import { communesOfAdresse } from '../core/champs/adresse.ts'
import { communesToChoose } from '../core/champs/commune.ts'
import type { ChampOf } from '../core/champs/index.ts'
import type { Probleme, Referentiels, Saisie } from '../core/champs/kind.ts'
import { formatPays } from '../core/champs/pays.ts'
import { extensionsOf } from '../core/champs/piece.ts'
import type { Langue } from '../core/texte.ts'
import type { FieldProps } from './champ-frame.tsx'
import { partOf, textOf } from './champ-saisie.ts'
import { AddressField, type AddressPart } from './champs/address.tsx'
import type { ChoiceOption } from './champs/choice.tsx'
import { CommuneField } from './champs/commune.tsx'
import { DateField, type DatePart } from './champs/date.tsx'
import { FileField, type PieceView } from './champs/file.tsx'
import { formatListe } from './format.ts'

interface Answered {
  readonly field: FieldProps
  readonly saisie?: Saisie | undefined
  readonly probleme?: Probleme | undefined
}

interface Placed extends Answered {
  readonly referentiels: Referentiels
  readonly communesUrl?: string | undefined
}

/** The parts that a problem names, in its `manque`; none when it is about the whole answer. */
function faultyParts<P extends string>(probleme: Probleme | undefined, parts: readonly P[]): readonly P[] {
  const named = String(probleme?.params?.manque ?? '').split(',')
  return parts.filter((part) => named.includes(part))
}

/** A date as typed, in parts or in one text from elsewhere (`AAAA-MM-JJ`). */
export function DateChamp({ field, saisie, probleme }: Answered) {
  const [, annee = '', mois = '', jour = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(textOf(saisie)) ?? []
  const valeurs = {
    jour: partOf(saisie, 'jour') ?? jour,
    mois: partOf(saisie, 'mois') ?? mois,
    annee: partOf(saisie, 'annee') ?? annee,
  }
  const parts: readonly DatePart[] = ['jour', 'mois', 'annee']
  return <DateField {...field} valeurs={valeurs} enCause={faultyParts(probleme, parts)} />
}

/** A commune as typed, with those to choose from when several bear that name. */
export function CommuneChamp({ field, saisie = '', probleme, referentiels, communesUrl }: Placed) {
  return (
    <CommuneField
      {...field}
      texte={partOf(saisie, 'texte') ?? textOf(saisie)}
      code={partOf(saisie, 'code') ?? ''}
      candidates={probleme?.code === 'commune_a_choisir' ? communesToChoose(saisie, referentiels) : []}
      suggestionsUrl={communesUrl}
    />
  )
}

const ADDRESS_PARTS: readonly AddressPart[] = ['voie', 'complement', 'codePostal', 'commune', 'pays']

/** What is to be looked at again, when the problem does not name the parts itself. */
function addressFaults(probleme: Probleme | undefined): readonly AddressPart[] {
  switch (probleme?.code) {
    case 'code_postal_invalide':
      return ['codePostal']
    case 'commune_inconnue':
    case 'commune_a_choisir':
      return ['commune']
    case 'code_inconnu':
      return ['pays']
    default:
      return faultyParts(probleme, ADDRESS_PARTS)
  }
}

/** An address as typed. A commune kept by its official code is shown by its name. */
export function AddressChamp({ field, saisie = '', probleme, referentiels, communesUrl }: Placed) {
  const part = (name: AddressPart): string => partOf(saisie, name) ?? ''
  const typed = part('commune')
  const known = /^\d[\dAB]\d{3}$/.test(typed) ? referentiels.commune(typed) : undefined
  const commune = known?.nom ?? typed
  const valeurs = {
    voie: partOf(saisie, 'voie') ?? textOf(saisie),
    complement: part('complement'),
    codePostal: part('codePostal'),
    commune,
    pays: part('pays').toUpperCase() || 'FR',
  }
  const homonyms = communesOfAdresse({ ...valeurs }, referentiels)
  return (
    <AddressField
      {...field}
      valeurs={valeurs}
      enCause={addressFaults(probleme)}
      pays={placeOptions('pays', referentiels, field.langue)}
      candidates={known || probleme?.code === 'commune_a_choisir' ? homonyms : []}
      codeCommune={known?.code ?? ''}
      suggestionsUrl={communesUrl}
    />
  )
}

interface PieceProps {
  readonly field: FieldProps
  readonly champ: ChampOf<'piece'>
  readonly pieces?: readonly PieceView[] | undefined
  readonly modele?: { readonly href: string; readonly texte?: string | undefined } | undefined
}

/** Files received and to come, with what the author accepts in words. */
export function PieceChamp({ field, champ, pieces = [], modele }: PieceProps) {
  const extensions = extensionsOf(champ)
  return (
    <FileField
      {...field}
      pieces={pieces}
      max={champ.nombreMax}
      tailleMaxEnOctets={champ.octetsMax}
      formats={
        extensions.length === 0
          ? undefined
          : formatListe(
              field.langue,
              extensions.map((each) => each.toUpperCase()),
            )
      }
      accept={extensions.length === 0 ? undefined : extensions.map((each) => `.${each}`).join(',')}
      modele={modele}
    />
  )
}

const paysOptions = new Map<string, readonly ChoiceOption[]>()

/** Countries by their names, France first: it is nearly always the answer. Made once a language, names being slow to sort. */
function countries(referentiels: Referentiels, langue: Langue): readonly ChoiceOption[] {
  const codes = referentiels.pays()
  const key = `${langue} ${codes.length}`
  const known = paysOptions.get(key)
  if (known) return known
  const order = new Intl.Collator(langue)
  const named = codes.map((value) => ({ value, texte: formatPays(value, langue) }))
  const sorted = named.toSorted(
    (a, b) => Number(b.value === 'FR') - Number(a.value === 'FR') || order.compare(a.texte, b.texte),
  )
  paysOptions.set(key, sorted)
  return sorted
}

/** The places of an official list: départements in the order of their codes, régions and countries by name. */
export function placeOptions(
  kind: 'departement' | 'region' | 'pays',
  referentiels: Referentiels,
  langue: Langue,
): readonly ChoiceOption[] {
  switch (kind) {
    case 'departement':
      return referentiels.departements().map(({ code, nom }) => ({ value: code, texte: `${code} – ${nom}` }))
    case 'region':
      return referentiels.regions().map(({ code, nom }) => ({ value: code, texte: nom }))
    case 'pays':
      return countries(referentiels, langue)
  }
}
