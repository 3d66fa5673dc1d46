/** Second factors and what is around them, in French. */
export const securiteFr = {
  preuve: {
    titre: 'Confirmez que c’est bien vous',
    explication: 'Votre compte est protégé par un second facteur.',
    application: 'Donnez le code que votre application affiche en ce moment.',
    code: 'Code à six chiffres',
    codeAide: 'Il change toutes les trente secondes, et chacun ne sert qu’une fois.',
    confiance: 'Ne plus demander sur cet appareil pendant 30 jours',
    confirmer: 'Confirmer',
    faux: 'Ce code n’est pas le bon. Vérifiez l’heure de votre téléphone, puis donnez le code affiché maintenant.',
    dejaServi: 'Ce code a déjà servi. Attendez que l’application en affiche un autre, puis donnez-le.',
    secoursFaux: 'Ce code de secours n’est pas le bon, ou il a déjà servi.',
    attendre: (attente: string) => `Par sécurité, attendez ${attente} avant un nouvel essai.`,
    trop: 'Trop d’essais aujourd’hui avec ce compte. Réessayez demain, ou connectez-vous avec une identité plus sûre.',
    secoursTitre: 'Je n’ai pas mon téléphone ou ma clé',
    secours: 'Code de secours',
    secoursAide: 'L’un des dix codes de vingt-quatre lettres et chiffres que vous avez gardés. Chacun sert une fois.',
    secoursBouton: 'Utiliser ce code de secours',
    perduTitre: 'Je n’ai plus ni téléphone, ni clé, ni codes de secours',
    perduAgent:
      'Demandez à un administrateur de votre organisme de retirer vos seconds facteurs. Vous en serez averti par courriel ; un jour plus tard, vous pourrez en enregistrer un nouveau. Si vous êtes le dernier administrateur, adressez-vous à qui exploite ce site.',
    perduUsager:
      'Écrivez au service qui suit votre démarche : après avoir vérifié qui vous êtes, il fera retirer votre second facteur. Vos dossiers sont conservés.',
    quitter: 'Se déconnecter',
    sansFacteur:
      'Ce que vous voulez faire demande une connexion récente. Connectez-vous de nouveau : vous reviendrez ensuite ici, sans rien perdre.',
    sansFacteurAide: 'Pour ne plus avoir à vous reconnecter, enregistrez une application de codes.',
    sansFacteurLien: 'Sécurité du compte',
    seConnecter: 'Se connecter de nouveau',
    parLien:
      'Une phrase de passe ne suffit pas pour ce que vous voulez faire. Demandez un lien à votre adresse électronique : vous reviendrez ensuite ici, sans rien perdre.',
    demanderLien: 'Recevoir un lien',
  },
  compte: {
    titre: 'Sécurité du compte',
    intro:
      'Un second facteur protège votre compte même si quelqu’un lit vos messages : on le demande en plus, à chaque connexion.',
    obligatoire: 'Votre rôle demande un second facteur.',
    faits: {
      application: 'L’application de codes est enregistrée.',
      retrait: 'Le second facteur est retiré. Vos autres connexions sont fermées.',
      phrase: 'Votre phrase de passe est enregistrée. Vos autres connexions sont fermées.',
      sansPhrase: 'Votre phrase de passe est retirée. Vos autres connexions sont fermées.',
      cle: 'La clé d’accès est enregistrée. Vos autres connexions sont fermées.',
      appareil: 'Le second facteur sera de nouveau demandé.',
    },
    applicationTitre: 'Application de codes',
    applicationAbsente: 'Aucune application n’est enregistrée. Elle affiche un code à six chiffres, même sans réseau.',
    applicationDepuis: (date: string) => `Une application est enregistrée depuis le ${date}.`,
    applicationAjouter: 'Enregistrer une application de codes',
    applicationRemplacer: 'Changer d’application ou de téléphone',
    applicationRetirer: 'Retirer l’application de codes',
    secoursTitre: 'Codes de secours',
    secoursAide: 'Ils remplacent le second facteur quand vous ne l’avez pas avec vous. Chacun sert une fois.',
    secoursReste: (reste: number) => (reste <= 1 ? `Il vous en reste ${reste}.` : `Il vous en reste ${reste} sur dix.`),
    secoursBouton: 'Créer de nouveaux codes',
    secoursPrecision: 'Les anciens ne serviront plus.',
    appareilsTitre: 'Appareils de confiance',
    appareilsAide: 'Le second facteur n’y est plus demandé à la connexion.',
    appareilInconnu: 'Appareil inconnu',
    appareilFin: (date: string) => `jusqu’au ${date}`,
    appareilRetirer: 'Ne plus faire confiance',
    retour: 'Votre compte',
  },
  application: {
    titre: 'Enregistrer une application de codes',
    obligatoire:
      'Votre rôle demande un second facteur : enregistrez-le maintenant, cela prend deux minutes. Vous reviendrez ensuite où vous alliez.',
    etapes: [
      'Sur votre téléphone, ouvrez une application de codes à usage unique. Toutes conviennent, FreeOTP par exemple ; un gestionnaire de mots de passe sait souvent le faire.',
      'Avec elle, lisez ce dessin. Si vous ne pouvez pas, tapez-y la clé écrite en dessous.',
      'Donnez le code à six chiffres qu’elle affiche alors.',
    ],
    dessin: 'Dessin à lire avec l’application de codes ; la clé écrite en dessous dit la même chose.',
    cle: 'Clé à taper',
    code: 'Code affiché par l’application',
    codeAide: 'Six chiffres.',
    cleAcces: 'Plutôt enregistrer une clé d’accès',
    bouton: 'Enregistrer cette application',
    faux: 'Ce code n’est pas celui de cette clé. Vérifiez l’heure de votre téléphone, puis donnez le code affiché maintenant.',
    perime:
      'Cette page était restée ouverte trop longtemps. Voici une nouvelle clé : lisez-la, puis donnez le code affiché.',
  },
  codes: {
    titre: 'Vos codes de secours',
    explication:
      'Voici dix codes, montrés cette seule fois. Chacun remplace une fois votre second facteur, si vous ne l’avez pas avec vous.',
    garder: 'Imprimez cette page ou recopiez-les, et gardez-les loin de votre téléphone.',
    liste: 'Codes de secours',
    continuer: 'J’ai gardé ces codes, continuer',
  },
  courrielPasVous:
    'Si ce n’est pas vous, ouvrez la page ci-dessous, fermez vos connexions, et prévenez le service qui suit votre démarche ou votre administrateur.',
  courrielBouton: 'Sécurité du compte',
  courriels: {
    ajout: () => ({
      sujet: 'Un second facteur protège votre compte',
      paragraphes: ['Un second facteur vient d’être enregistré sur votre compte. Vos autres connexions sont fermées.'],
    }),
    retrait: () => ({
      sujet: 'Un second facteur a été retiré de votre compte',
      paragraphes: ['Un second facteur vient d’être retiré de votre compte. Vos autres connexions sont fermées.'],
    }),
    phrase: () => ({
      sujet: 'La phrase de passe de votre compte a changé',
      paragraphes: ['La phrase de passe de votre compte vient d’être enregistrée. Vos autres connexions sont fermées.'],
    }),
    sansPhrase: () => ({
      sujet: 'La phrase de passe de votre compte est retirée',
      paragraphes: ['La phrase de passe de votre compte vient d’être retirée. Vos autres connexions sont fermées.'],
    }),
    copie: () => ({
      sujet: 'Une clé d’accès a été refusée',
      paragraphes: [
        'Une clé d’accès de votre compte a répondu comme le ferait une copie. Elle a été refusée : personne n’est entré avec elle.',
        'Retirez-la de votre compte, puis enregistrez-en une autre.',
      ],
    }),
    remise: (_reste: number, le: string) => ({
      sujet: 'Vos seconds facteurs vont être retirés',
      paragraphes: [
        `Un administrateur a demandé de retirer les seconds facteurs de votre compte, que vous auriez perdus. Vos connexions sont fermées. À partir du ${le}, connectez-vous sans eux, puis enregistrez-en un nouveau.`,
        'Si vous les avez encore, connectez-vous avec l’un d’eux avant cette date : la demande est alors annulée.',
      ],
    }),
    remiseFaite: () => ({
      sujet: 'Vos seconds facteurs ont été retirés',
      paragraphes: [
        'Qui exploite ce site vient de retirer les seconds facteurs de votre compte. Vos connexions sont fermées.',
        'Connectez-vous, puis enregistrez-en un nouveau.',
      ],
    }),
    secours: (reste: number) => ({
      sujet: 'Un code de secours a servi',
      paragraphes: [
        `Un code de secours vient de servir pour entrer dans votre compte. Il vous en reste ${reste}.`,
        'Quand il n’en reste plus guère, créez-en de nouveaux.',
      ],
    }),
    nouveauxCodes: () => ({
      sujet: 'Vos codes de secours ont changé',
      paragraphes: [
        'De nouveaux codes de secours viennent d’être créés pour votre compte. Les anciens ne servent plus.',
      ],
    }),
  },
}

/** What a catalogue of second factors must hold, in whatever language. */
export type SecuriteTexts = typeof securiteFr
