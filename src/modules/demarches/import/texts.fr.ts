import type { ACompleter, LigneRapport, Remarque } from './report.ts'
import type { ImportTexts } from './texts.ts'

const ISSUES: Readonly<Record<LigneRapport['issue'], string>> = {
  repris: 'repris',
  adapte: 'adapté',
  remplace: 'remplacé par une réponse libre',
  conserve: 'conservé tel quel',
  a_completer: 'à compléter',
}

/** The French sentences. */
export const fr: ImportTexts = {
  illisible(code) {
    switch (code) {
      case 'pas_du_json':
        return 'Ce document n’est pas du JSON.'
      case 'trop_profond':
        return 'Ce document a trop de niveaux pour être une description de démarche.'
      case 'aucune_demarche':
        return 'Ce document ne contient ni « demarcheDescriptor » ni liste de champs.'
      case 'forme':
        return 'Cette information manque ou n’a pas la forme attendue.'
    }
  },
  issue: (issue) => ISSUES[issue],
  remarque,
  champ: ({ rang, libelle, type, suite }) => `${rang}  « ${libelle} » (${type}) : ${suite}`,
  annotation: (rang, libelle) =>
    `${rang}  « ${libelle} » : annotation d’agents, conservée telle quelle et pas encore proposée.`,
  demarche: (issue, suite) => `${issue} : ${suite}`,
  aCompleter,
  resume: (counts, total) =>
    `Champs lus : ${total} (repris : ${counts.repris}, adaptés : ${counts.adapte}, remplacés : ${counts.remplace}, conservés tels quels : ${counts.conserve}).`,
}

function remarque(one: Remarque): string {
  switch (one.code) {
    case 'type_remplace':
      return `Le type « ${one.type} » n’est pas encore proposé : la personne répond librement, sans obligation.`
    case 'type_inconnu':
      return `Le type « ${one.type} » est inconnu : la personne répond librement, sans obligation.`
    case 'probablement_conditionnel':
      if (one.motif === 'formule')
        return 'Rendu facultatif : sa formule annonce une condition, que ce format ne donne pas.'
      return one.motif === 'option'
        ? `Rendu facultatif : il dépend sans doute d’une réponse à « ${one.source} ».`
        : `Rendu facultatif : il suit le choix « ${one.source} » et en dépend peut-être.`
    case 'reste_obligatoire':
      return 'Reste obligatoire.'
    case 'toujours_affiche':
      return `Sera toujours affiché : vérifiez s’il dépend de « ${one.source} ».`
    case 'html_en_texte':
      return 'La mise en forme HTML est devenue du texte ; l’original est conservé.'
    case 'options_liees':
      return 'Les deux menus liés sont devenus un seul choix.'
    case 'options_absentes':
      return 'Aucune option utilisable : la personne répond librement, sans obligation.'
    case 'options_ecartees':
      return `Options écartées (vides, en double ou trop longues) : ${one.options.length}.`
    case 'repetition_imbriquee':
      return 'Un bloc répétable dans un autre n’est pas proposé : la personne répond librement, sans obligation.'
    case 'repetition_vide':
      return 'Ce bloc répétable ne contient aucun champ : la personne répond librement, sans obligation.'
    case 'section_dans_repetition':
      return 'Ce titre est devenu une explication, car un bloc répétable n’a pas de titres.'
    case 'niveau_corrige':
      return `Niveau de titre ${one.de} ramené à ${one.a}, pour ne sauter aucun niveau.`
    case 'libelle_vide':
      return 'Sans libellé dans l’original : écrivez-en un.'
    case 'libelle_coupe':
      return 'Libellé trop long, coupé ; l’original est conservé.'
    case 'id_attribue':
      return `Identifiant « ${one.id} » illisible ou déjà pris : un autre a été attribué.`
    case 'cles_conservees':
      return `Conservé sans effet : ${one.cles.join(', ')}.`
  }
}

function aCompleter(sujet: ACompleter, valeur: string): string {
  switch (sujet) {
    case 'service':
      return valeur === ''
        ? 'le service qui répond aux usagers.'
        : `le service qui répond aux usagers (dans l’original : ${valeur}).`
    case 'conditions':
      return 'les conditions d’affichage, l’aiguillage et l’inéligibilité, absents de ce format.'
    case 'validations':
      return 'les bornes, formats et tailles de fichiers des champs, absents de ce format.'
    case 'presentation':
      return 'pour qui, délai habituel, autres moyens et suite de la démarche ; des phrases neutres ont été mises.'
    case 'conservation':
      return `la durée de conservation (${valeur} mois en attendant).`
    case 'silence':
      return 'l’effet du silence de l’administration et son délai (« sans objet » en attendant).'
    case 'demandeurs':
      return 'qui peut demander (personnes et organismes en attendant).'
    case 'engagement':
      return `l’engagement signé au dépôt (« ${valeur} » en attendant).`
    case 'base_legale':
      return 'la base légale du traitement des données (mission d’intérêt public en attendant).'
    case 'cadre_juridique':
      return 'le cadre juridique de la démarche.'
    case 'description':
      return 'la description de la démarche, dont la mise en forme HTML est devenue du texte.'
    case 'caracteres':
      return 'des caractères impossibles à enregistrer ont été retirés.'
    case 'cles':
      return `informations sans équivalent : ${valeur}.`
  }
}
