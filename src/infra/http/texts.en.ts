import type { HttpTexts } from './texts.fr.ts'

/** The sentences of the error pages, in English. */
export const textsEn: HttpTexts = {
  parStatut: {
    400: {
      titre: 'This request cannot be read',
      explication:
        'Your browser sent a request that we cannot read. Go back to the previous page and try again, or start again from the home page.',
    },
    401: {
      titre: 'Sign in to continue',
      explication: 'This page is for people who are signed in. Sign in, then come back here.',
    },
    403: {
      titre: 'This page is not open to you',
      explication:
        'Your account has no access to this page. If you think this is a mistake, contact the service in charge of your application.',
    },
    404: {
      titre: 'This page does not exist',
      explication:
        'The address may be incomplete, or the page has been removed. If you followed a link, check that you are signed in with the right account.',
    },
    405: {
      titre: 'This action is not possible here',
      explication: 'This address exists, but not for what you ask. Start again from the home page.',
    },
    408: {
      titre: 'Sending took too long',
      explication: 'We have not received the rest of your request. Check your connection, then try again.',
    },
    409: {
      titre: 'Things have changed in the meantime',
      explication:
        'Somebody, or you in another tab, changed the same thing just before. Go back to the previous page to see where it stands.',
    },
    413: {
      titre: 'What you sent is too large',
      explication: 'What you sent exceeds the accepted size. Shorten your texts or lighten your files, then try again.',
    },
    414: {
      titre: 'This address is too long',
      explication: 'The address exceeds the accepted length. Start again from the home page.',
    },
    415: {
      titre: 'This format is not accepted',
      explication: 'Use the form of the page to send your answers.',
    },
    421: {
      titre: 'This site does not go by that name',
      explication:
        'You asked for a name that is not this site’s. Check the address, or ask the service in charge of your application for it.',
    },
    422: {
      titre: 'This request is incomplete',
      explication: 'Some information is missing or not valid. Go back to the previous page to correct it.',
    },
    431: {
      titre: 'This request is too long',
      explication: 'Your browser sent too much information. Clear the cookies of this site, then try again.',
    },
    500: {
      titre: 'Something went wrong on our side',
      explication:
        'Your request did not succeed, and it is not your fault. What you had saved is kept. Try again in a few minutes; if the problem remains, give us the reference below.',
    },
    503: {
      titre: 'The service is unavailable for a moment',
      explication: 'We cannot handle your request right now. What you had saved is kept. Try again in a minute.',
    },
  },
  origine: {
    titre: 'This did not come from our site',
    explication:
      'For your safety, we only accept forms sent from our own pages. Open the page on this site and start again.',
  },
  abime: {
    titre: 'What you sent did not reach us whole',
    explication:
      'The connection was cut, a text is too long, or some characters cannot be read. Nothing was recorded. Go back to the previous page and send it again.',
  },
  perime: {
    titre: 'This page had been open for too long',
    explication:
      'Your answers are here. For your safety, we ask you to send them again. If you had chosen files, you will have to choose them again.',
    bouton: 'Send my answers again',
  },
  garde: {
    reponses: 'What you typed is kept in this page: wait, then send it again.',
    fichiers: 'The files that you had chosen could not be kept: you will have to choose them again.',
  },
  tropSouvent: (attente) => ({
    titre: 'Too many requests in a short time',
    explication: `To protect the service, we limit the number of requests. Try again in ${attente}.`,
  }),
  secondes: (nombre) => (nombre <= 1 ? '1 second' : `${nombre} seconds`),
  minutes: (nombre) => (nombre <= 1 ? '1 minute' : `${nombre} minutes`),
}
