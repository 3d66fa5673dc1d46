import { formatJour } from '../../../../ui/format.ts'
import { DECLARATION, type InstanceView, type Institution } from './institution.ts'
import type { TextPageProps } from './text-page.tsx'

const NON_RENSEIGNE = 'L’exploitant de cette installation ne l’a pas encore indiqué.'
const SANS_CONTACT = 'L’exploitant de cette installation n’a pas encore indiqué comment le joindre.'

/** How to write or call; only what was given. */
function contacts(institution: Institution | undefined): string {
  const { courriel, telephone, adresse } = institution ?? {}
  const lignes = [
    courriel && `- Courriel : ${courriel.includes('@') ? `[${courriel}](mailto:${courriel})` : courriel}`,
    telephone && `- Téléphone : ${telephone}`,
    adresse && `- Courrier : ${adresse}`,
  ].filter(Boolean)
  return lignes.length === 0 ? SANS_CONTACT : lignes.join('\n')
}

function mentions({ institution, demonstration }: InstanceView): TextPageProps {
  return {
    titre: 'Mentions légales',
    intro: demonstration
      ? 'Ce site est une démonstration : ses démarches, ses personnes et ses dossiers sont inventés, et aucune administration n’y répond.'
      : 'Qui publie ce site, et à quelles conditions.',
    sections: [
      { titre: 'Éditeur', texte: institution ? `${institution.nom}\n\n${contacts(institution)}` : NON_RENSEIGNE },
      { titre: 'Direction de la publication', texte: institution?.directeur ?? NON_RENSEIGNE },
      { titre: 'Hébergement', texte: institution?.hebergeur ?? NON_RENSEIGNE },
      {
        titre: 'Responsabilité des démarches',
        texte:
          'Chaque démarche est écrite et instruite par l’organisme dont elle porte le nom. Son service est indiqué sur la page de présentation, avec son téléphone et ses horaires.',
      },
      {
        titre: 'Logiciel',
        texte:
          'Ce site fonctionne avec Parvis, logiciel libre sous licence EUPL-1.2. Les noms et les codes des communes, des départements et des régions viennent du code officiel géographique (Insee), publié par Etalab sous Licence Ouverte. La police Atkinson Hyperlegible Next est sous licence OFL-1.1.',
      },
    ],
  }
}

function donnees({ institution }: InstanceView): TextPageProps {
  return {
    titre: 'Données personnelles',
    intro:
      'Cette page dit ce que le site lui-même fait de vos données. Chaque démarche a en plus sa propre information, au bas de sa page de présentation : à quoi servent vos réponses, qui les lit, combien de temps elles sont gardées.',
    sections: [
      {
        titre: 'Ce que nous gardons',
        texte:
          '- Votre compte : votre adresse électronique ou ce que votre fournisseur d’identité nous transmet (nom, prénom), et la langue que vous avez choisie.\n- Vos dossiers : vos réponses, vos fichiers, vos échanges avec les agents.\n- Un journal de sécurité : qui a consulté ou modifié un dossier, et quand.',
      },
      {
        titre: 'Pourquoi, et à quel titre',
        texte:
          'Pour vous reconnaître, transmettre vos demandes au bon service, vous répondre et protéger le site. C’est une mission d’intérêt public (RGPD, article 6, paragraphe 1, e). Chaque organisme est responsable des démarches qui portent son nom.',
      },
      {
        titre: 'Qui les voit',
        texte:
          'Vous, les personnes avec qui vous partagez un dossier, et les agents chargés de la démarche. Personne d’autre. Rien n’est vendu, rien ne sert à la publicité.',
      },
      {
        titre: 'Combien de temps',
        texte:
          '- Une connexion : douze heures au plus, et une demi-heure sans activité (une heure pour les agents).\n- Un formulaire envoyé alors que votre connexion était finie : une heure, chiffré.\n- Un brouillon ou un dossier : la durée indiquée par sa démarche.\n- Un dossier mis à la corbeille : deux semaines.',
      },
      {
        titre: 'Cookies',
        texte:
          'Le site ne dépose que des cookies nécessaires à son fonctionnement, qui ne demandent pas votre accord. Il n’y a ni mesure d’audience, ni service extérieur.\n\n- « parvis » : vous garde connecté.\n- « parvis-navigateur » : protège les formulaires.\n- « langue » : retient la langue choisie.',
      },
      {
        titre: 'Vos droits',
        texte: `Vous pouvez obtenir une copie de vos données, les faire corriger, faire suspendre leur utilisation ou vous y opposer. Pour un dossier, écrivez au délégué indiqué sur la page de sa démarche. Pour le site lui-même :\n\n${institution?.dpo ?? contacts(institution)}\n\nSi la réponse ne vous convient pas, vous pouvez adresser une réclamation à la CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, ou [sur son site](https://www.cnil.fr/fr/plaintes).`,
      },
    ],
  }
}

function accessibilite({ institution }: InstanceView): TextPageProps {
  const nom = institution?.nom ?? 'L’exploitant de ce site'
  return {
    titre: 'Déclaration d’accessibilité',
    intro: `${nom} s’engage à rendre ce site accessible, conformément à l’article 47 de la loi n° 2005-102 du 11 février 2005. Le schéma pluriannuel et le plan d’action de l’année ne sont pas encore publiés.\n\nCette déclaration s’applique à toutes les pages de ce site : celles des usagers comme celles des agents.`,
    sections: [
      {
        titre: 'État de conformité',
        texte: `Ce site est non conforme avec le référentiel général d’amélioration de l’accessibilité, ${DECLARATION.referentiel}, car aucun audit n’a encore été mené.`,
        sous: [
          {
            titre: 'Résultats des tests',
            texte:
              'Aucun taux ne peut être donné avant un audit complet. Les contrôles automatiques faits à chaque version ne le remplacent pas : ils ne voient qu’une partie des critères.',
          },
        ],
      },
      {
        titre: 'Contenus non accessibles',
        sous: [
          {
            titre: 'Non-conformités',
            texte: 'Elles ne sont pas connues tant qu’aucun audit n’a été mené.',
          },
          { titre: 'Dérogations pour charge disproportionnée', texte: 'Aucune.' },
          { titre: 'Contenus non soumis à l’obligation d’accessibilité', texte: 'Aucun.' },
        ],
      },
      {
        titre: 'Établissement de cette déclaration',
        texte: `Cette déclaration a été établie le ${formatJour('fr', DECLARATION.etablieLe)}.`,
        sous: [
          { titre: 'Technologies utilisées', texte: '- HTML\n- CSS\n- SVG\n- JavaScript, jamais nécessaire\n- PDF' },
          {
            titre: 'Environnement de test',
            texte: 'Aucun test n’a encore été fait par une personne avec une technologie d’assistance.',
          },
          { titre: 'Outils d’évaluation', texte: '- axe-core\n- html-validate' },
          { titre: 'Pages vérifiées', texte: 'Aucune page n’a encore été vérifiée par un audit.' },
        ],
      },
      {
        titre: 'Retour d’information et contact',
        texte: `Si vous n’arrivez pas à utiliser une page ou un document, dites-le : nous vous proposerons une autre manière de faire, ou le contenu sous une autre forme.\n\n${contacts(institution)}\n\nPour une démarche précise, le téléphone du service est sur sa page de présentation.`,
      },
      {
        titre: 'Voies de recours',
        texte: `Si vous nous avez signalé un défaut qui vous empêche d’accéder à un contenu ou à un service, et que vous n’avez pas eu de réponse satisfaisante, vous pouvez :\n\n- [écrire un message au Défenseur des droits](${DECLARATION.formulaireDefenseur}) ;\n- [contacter le délégué du Défenseur des droits près de chez vous](${DECLARATION.deleguesDefenseur}) ;\n- envoyer un courrier gratuit, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.`,
      },
    ],
  }
}

function aide({ institution }: InstanceView): TextPageProps {
  return {
    titre: 'Aide',
    intro:
      'Pour une question sur une démarche, appelez le service qui s’en occupe : son téléphone et ses horaires sont sur la page de présentation de la démarche. Il peut aussi la remplir avec vous.',
    sections: [
      {
        titre: 'Commencer',
        texte:
          '1. Cherchez votre démarche par un mot : « cantine », « travaux », « association ».\n2. Lisez sa page de présentation : pour qui, ce qu’il faut préparer, combien de temps.\n3. Choisissez « Commencer ». Vous pouvez vous connecter, ou continuer avec une adresse électronique : nous vous envoyons un lien, sans mot de passe.',
      },
      {
        titre: 'S’arrêter et reprendre',
        texte:
          'Chaque étape est enregistrée quand vous passez à la suivante. Pour reprendre, ouvrez « Mes dossiers » : les brouillons sont en premier. Vous pouvez aussi recevoir un lien pour reprendre sur un autre appareil.',
      },
      {
        titre: 'Joindre un document',
        texte:
          'Une photo lisible suffit le plus souvent. Si un fichier est refusé, les autres réponses sont gardées : la page dit pourquoi et comment faire. Sans document sous la main, enregistrez et revenez plus tard.',
      },
      {
        titre: 'Après le dépôt',
        texte:
          'Vous recevez un accusé de réception avec un numéro de dossier. Vous suivez ensuite l’avancement dans « Mes dossiers » :\n\n- En construction : le service a reçu votre demande, vous pouvez encore la corriger ;\n- En instruction : un agent l’étudie, vous ne pouvez plus la modifier ;\n- Accepté, refusé ou classé sans suite : la décision est prise, avec ses raisons.\n\nVous pouvez écrire au service depuis votre dossier à tout moment.',
      },
      {
        titre: 'Le site ne fonctionne pas',
        texte: `Le site marche avec tous les navigateurs récents, même sans JavaScript. Si une page affiche une erreur, notez la référence qu’elle donne et dites-le nous :\n\n${contacts(institution)}`,
      },
      {
        titre: 'Sans internet',
        texte:
          'Chaque démarche indique comment faire autrement : au guichet, par téléphone ou par courrier. Une [maison France services](https://www.france-services.gouv.fr) peut aussi vous aider près de chez vous, gratuitement.',
      },
    ],
  }
}

/** The pages that the law and good sense want, in French. */
export const fr = { mentions, donnees, accessibilite, aide }

/** What these pages must hold, in whatever language. */
export type InstitutionTexts = typeof fr
