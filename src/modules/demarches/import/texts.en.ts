import type { ACompleter, LigneRapport, Remarque } from './report.ts'
import type { ImportTexts } from './texts.ts'

const ISSUES: Readonly<Record<LigneRapport['issue'], string>> = {
  repris: 'taken over',
  adapte: 'adapted',
  remplace: 'replaced by a free answer',
  conserve: 'kept as it is',
  a_completer: 'to complete',
}

/** The English sentences. */
export const en: ImportTexts = {
  illisible(code) {
    switch (code) {
      case 'pas_du_json':
        return 'This document is not JSON.'
      case 'trop_profond':
        return 'This document has too many levels to describe a procedure.'
      case 'aucune_demarche':
        return 'This document has neither a “demarcheDescriptor” nor a list of fields.'
      case 'forme':
        return 'This information is missing or does not have the expected shape.'
    }
  },
  issue: (issue) => ISSUES[issue],
  remarque,
  champ: ({ rang, libelle, type, suite }) => `${rang}  “${libelle}” (${type}): ${suite}`,
  annotation: (rang, libelle) => `${rang}  “${libelle}”: agents’ annotation, kept as it is and not offered yet.`,
  demarche: (issue, suite) => `${issue}: ${suite}`,
  aCompleter,
  resume: (counts, total) =>
    `Fields read: ${total} (taken over: ${counts.repris}, adapted: ${counts.adapte}, replaced: ${counts.remplace}, kept as they are: ${counts.conserve}).`,
}

function remarque(one: Remarque): string {
  switch (one.code) {
    case 'type_remplace':
      return `The type “${one.type}” is not offered yet: the person answers freely, and may leave it blank.`
    case 'type_inconnu':
      return `The type “${one.type}” is unknown: the person answers freely, and may leave it blank.`
    case 'probablement_conditionnel':
      if (one.motif === 'formule')
        return 'Made optional: its wording announces a condition, which this format does not give.'
      return one.motif === 'option'
        ? `Made optional: it probably depends on an answer to “${one.source}”.`
        : `Made optional: it follows the choice “${one.source}” and may depend on it.`
    case 'reste_obligatoire':
      return 'Still mandatory.'
    case 'toujours_affiche':
      return `Will always be shown: check whether it depends on “${one.source}”.`
    case 'html_en_texte':
      return 'The HTML layout became plain text; the original is kept.'
    case 'options_liees':
      return 'The two linked menus became one choice.'
    case 'options_absentes':
      return 'No usable option: the person answers freely, and may leave it blank.'
    case 'options_ecartees':
      return `Options left out (blank, repeated or too long): ${one.options.length}.`
    case 'repetition_imbriquee':
      return 'A repeatable block inside another is not offered: the person answers freely, and may leave it blank.'
    case 'repetition_vide':
      return 'This repeatable block has no field: the person answers freely, and may leave it blank.'
    case 'section_dans_repetition':
      return 'This title became an explanation, for a repeatable block has no titles.'
    case 'niveau_corrige':
      return `Title level ${one.de} brought to ${one.a}, so that no level is skipped.`
    case 'libelle_vide':
      return 'Without a label in the original: write one.'
    case 'libelle_coupe':
      return 'Label too long, cut; the original is kept.'
    case 'id_attribue':
      return `Identifier “${one.id}” unreadable or already taken: another one was given.`
    case 'cles_conservees':
      return `Kept without effect: ${one.cles.join(', ')}.`
  }
}

function aCompleter(sujet: ACompleter, valeur: string): string {
  switch (sujet) {
    case 'service':
      return valeur === ''
        ? 'the service that answers users.'
        : `the service that answers users (in the original: ${valeur}).`
    case 'conditions':
      return 'display conditions, routing and ineligibility, absent from this format.'
    case 'validations':
      return 'bounds, formats and file sizes of the fields, absent from this format.'
    case 'presentation':
      return 'for whom, usual delay, other ways and what happens next; neutral sentences were put.'
    case 'conservation':
      return `how long data is kept (${valeur} months meanwhile).`
    case 'silence':
      return 'what the administration’s silence means and when (“nothing” meanwhile).'
    case 'demandeurs':
      return 'who may apply (people and bodies meanwhile).'
    case 'engagement':
      return 'the statement sworn at filing (a neutral one meanwhile).'
    case 'base_legale':
      return 'the legal basis of data processing (task in the public interest meanwhile).'
    case 'cadre_juridique':
      return 'the legal framework of the procedure.'
    case 'description':
      return 'the description of the procedure, whose HTML layout became plain text.'
    case 'caracteres':
      return 'characters that cannot be stored were taken out.'
    case 'cles':
      return `information without equivalent: ${valeur}.`
  }
}
