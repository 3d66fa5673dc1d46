import { type Langue, readTexte } from '../../core/texte.ts'
import type { LigneLue } from '../../infra/journal/search.ts'
import { formatNumero } from '../../ui/format.ts'
import type { Acte } from './actes.ts'
import type { Noms } from './noms.ts'
import { shortRef } from './rules.ts'
import { textsOf } from './texts.ts'

/** A line in plain words: « Anne Kerdoncuff a lu le dossier n° 12 034 567 ». */
export function phraseOf(langue: Langue, ligne: LigneLue, noms: Noms): string {
  const t = textsOf(langue)
  const objet = objetOf(langue, ligne, noms)
  const said = isActe(t.actes, ligne.action)
    ? t.actes[ligne.action](objet, ligne.meta)
    : t.autreActe(ligne.action, objet)
  return `${quiOf(langue, ligne, noms)} ${said}`
}

function isActe(actes: Readonly<Record<Acte, unknown>>, action: string): action is Acte {
  return Object.hasOwn(actes, action)
}

/** Who did it, and for whom: by name when they acted for the administration, by a reference otherwise. */
export function quiOf(langue: Langue, { compteId, pourId, role }: LigneLue, { personnes }: Noms): string {
  const t = textsOf(langue).qui
  if (compteId === null) return role === 'systeme' ? t.systeme : t.anonyme
  const ref = shortRef(compteId)
  const qui = personnes.get(compteId) ?? (role === 'usager' ? t.usager(ref) : t.agent(ref))
  return pourId === null ? qui : t.pour(qui, personnes.get(pourId) ?? t.pourUsager(shortRef(pourId)))
}

function objetOf(langue: Langue, { objet, compteId }: LigneLue, noms: Noms): string {
  const t = textsOf(langue).objets
  const [kind = '', key = '', ...rest] = objet.split(':')
  switch (kind) {
    case 'dossier': {
      const numero = noms.numeros.get(key)
      return numero === undefined ? t.dossierEfface : t.dossier(formatNumero(numero))
    }
    case 'demarche': {
      const titre = noms.titres.get(key)
      return titre ? t.demarche(readTexte(titre, langue)) : t.demarcheInconnue
    }
    case 'compte': {
      if (key === compteId) return t.sonCompte
      const nom = noms.personnes.get(key)
      return nom === undefined ? t.compteUsager(shortRef(key)) : t.compteDe(nom)
    }
    case 'groupe':
      return t.groupe
    case 'porte':
      return t.porte(key)
    case 'adresse':
      return t.adresse
    case 'courriel':
      return t.courriel(key)
    case 'segment':
      return t.segment(rest.at(-1) ?? '')
    case 'chaine':
      return t.chaine
    default:
      return t.autre(objet)
  }
}
