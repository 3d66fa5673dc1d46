/** Second factors and what is around them, in French. */
export const securiteFr = {
  preuve: {
    titre: 'Confirmez que c’est bien vous',
    sansFacteur:
      'Ce que vous voulez faire demande une double authentification récente. Connectez-vous de nouveau avec une identité qui la pratique, comme ProConnect : vous reviendrez ensuite ici, sans rien perdre.',
    seConnecter: 'Se connecter de nouveau',
  },
}

/** What a catalogue of second factors must hold, in whatever language. */
export type SecuriteTexts = typeof securiteFr
