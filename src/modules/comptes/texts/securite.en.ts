import type { SecuriteTexts } from './securite.fr.ts'

/** Second factors and what is around them, in English. */
export const securiteEn: SecuriteTexts = {
  preuve: {
    titre: 'Confirm that it is you',
    sansFacteur:
      'What you want to do needs a recent two-step sign-in. Sign in again with an identity that has one, such as ProConnect: you will then come back here, with nothing lost.',
    seConnecter: 'Sign in again',
  },
}
