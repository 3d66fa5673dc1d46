import { formatJour } from '../../../../ui/format.ts'
import { DECLARATION, type InstanceView, type Institution } from './institution.ts'
import type { TextPageProps } from './text-page.tsx'
import type { InstitutionTexts } from './texts.fr.ts'

const NOT_TOLD = 'Whoever runs this installation has not said so yet.'
const NO_CONTACT = 'Whoever runs this installation has not said yet how to be reached.'

/** How to write or call; only what was given. */
function contacts(institution: Institution | undefined): string {
  const { courriel, telephone, adresse } = institution ?? {}
  const lines = [
    courriel && `- E-mail: ${courriel.includes('@') ? `[${courriel}](mailto:${courriel})` : courriel}`,
    telephone && `- Telephone: ${telephone}`,
    adresse && `- Post: ${adresse}`,
  ].filter(Boolean)
  return lines.length === 0 ? NO_CONTACT : lines.join('\n')
}

function mentions({ institution, demonstration }: InstanceView): TextPageProps {
  return {
    titre: 'Legal notice',
    intro: demonstration
      ? 'This site is a demonstration: its procedures, people and applications are made up, and no administration answers here.'
      : 'Who publishes this site, and on what terms.',
    sections: [
      { titre: 'Publisher', texte: institution ? `${institution.nom}\n\n${contacts(institution)}` : NOT_TOLD },
      { titre: 'Director of publication', texte: institution?.directeur ?? NOT_TOLD },
      { titre: 'Hosting', texte: institution?.hebergeur ?? NOT_TOLD },
      {
        titre: 'Who answers for the procedures',
        texte:
          'Each procedure is written and examined by the organisation whose name it bears. Its service is named on the start page, with its telephone and opening hours.',
      },
      {
        titre: 'Software',
        texte:
          'This site runs on Parvis, free software under the EUPL-1.2 licence. Names and codes of communes, départements and regions come from the official geographic code (Insee), published by Etalab under the Licence Ouverte. The typeface Atkinson Hyperlegible Next is under the OFL-1.1 licence.',
      },
    ],
  }
}

function donnees({ institution }: InstanceView): TextPageProps {
  return {
    titre: 'Personal data',
    intro:
      'This page says what the site itself does with your data. Each procedure also has its own notice, at the foot of its start page: what your answers are for, who reads them, how long they are kept.',
    sections: [
      {
        titre: 'What we keep',
        texte:
          '- Your account: your e-mail address or what your identity provider sends us (surname, first name), and the language you chose.\n- Your applications: your answers, your documents, your exchanges with the officers.\n- A security log: who read or changed an application, and when.',
      },
      {
        titre: 'Why, and on what ground',
        texte:
          'To recognise you, pass your requests to the right service, answer you and protect the site. It is a task carried out in the public interest (GDPR, article 6(1)(e)). Each organisation is responsible for the procedures that bear its name.',
      },
      {
        titre: 'Who sees them',
        texte:
          'You, the people with whom you share an application, and the officers in charge of the procedure. Nobody else. Nothing is sold, nothing serves advertising.',
      },
      {
        titre: 'For how long',
        texte:
          '- A connection: twelve hours at most, and half an hour without activity (one hour for officers).\n- A form sent after your connection had ended: one hour, encrypted.\n- A draft or an application: the time that its procedure says.\n- An application in the trash: two weeks.',
      },
      {
        titre: 'Cookies',
        texte:
          'The site only sets cookies that it needs to work, which do not require your agreement. There is no audience measurement and no outside service.\n\n- “parvis”: keeps you signed in.\n- “parvis-navigateur”: protects forms.\n- “langue”: remembers the language you chose.',
      },
      {
        titre: 'Your rights',
        texte: `You can obtain a copy of your data, have them corrected, have their use suspended or object to it. For an application, write to the data protection officer named on the page of its procedure. For the site itself:\n\n${institution?.dpo ?? contacts(institution)}\n\nIf the answer does not satisfy you, you can lodge a complaint with the CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, France, or [on its website](https://www.cnil.fr/en/plaintes).`,
      },
    ],
  }
}

function accessibilite({ institution }: InstanceView): TextPageProps {
  const nom = institution?.nom ?? 'Whoever runs this site'
  return {
    titre: 'Accessibility statement',
    intro: `${nom} undertakes to make this site accessible, in accordance with article 47 of French law no. 2005-102 of 11 February 2005. The multi-year plan and this year’s action plan are not published yet.\n\nThis statement applies to all the pages of this site: those of the public as well as those of the officers.`,
    sections: [
      {
        titre: 'Compliance status',
        texte: `This site does not comply with the French accessibility reference, ${DECLARATION.referentiel}, because no audit has been carried out yet.`,
        sous: [
          {
            titre: 'Test results',
            texte:
              'No rate can be given before a complete audit. The automatic checks made at each version do not replace it: they only see part of the criteria.',
          },
        ],
      },
      {
        titre: 'Content that is not accessible',
        sous: [
          { titre: 'Non-compliance', texte: 'It is not known as long as no audit has been carried out.' },
          { titre: 'Exemptions for disproportionate burden', texte: 'None.' },
          { titre: 'Content outside the scope of the obligation', texte: 'None.' },
        ],
      },
      {
        titre: 'Preparation of this statement',
        texte: `This statement was prepared on ${formatJour('en', DECLARATION.etablieLe)}.`,
        sous: [
          { titre: 'Technologies used', texte: '- HTML\n- CSS\n- SVG\n- JavaScript, never required\n- PDF' },
          {
            titre: 'Test environment',
            texte: 'No test has been made yet by a person with an assistive technology.',
          },
          { titre: 'Evaluation tools', texte: '- axe-core\n- html-validate' },
          { titre: 'Pages checked', texte: 'No page has been checked by an audit yet.' },
        ],
      },
      {
        titre: 'Feedback and contact',
        texte: `If you cannot use a page or a document, tell us: we will offer you another way, or the content in another form.\n\n${contacts(institution)}\n\nFor a given procedure, the telephone of the service is on its start page.`,
      },
      {
        titre: 'Means of appeal',
        texte: `If you have told us of a defect that keeps you from some content or service, and have had no satisfactory answer, you can:\n\n- [send a message to the Défenseur des droits](${DECLARATION.formulaireDefenseur});\n- [contact the delegate of the Défenseur des droits near you](${DECLARATION.deleguesDefenseur});\n- write free of charge, without a stamp: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.`,
      },
    ],
  }
}

function aide({ institution }: InstanceView): TextPageProps {
  return {
    titre: 'Help',
    intro:
      'For a question about a procedure, call the service in charge of it: its telephone and opening hours are on the start page of the procedure. It can also fill it in with you.',
    sections: [
      {
        titre: 'Starting',
        texte:
          '1. Search for your procedure by a word: “canteen”, “works”, “association”.\n2. Read its start page: who it is for, what to have ready, how long it takes.\n3. Choose “Start”. You can sign in, or continue with an e-mail address: we send you a link, without a password.',
      },
      {
        titre: 'Stopping and coming back',
        texte:
          'Each step is saved when you go on to the next one. To come back, open “My applications”: drafts come first. You can also receive a link to go on from another device.',
      },
      {
        titre: 'Attaching a document',
        texte:
          'A readable photograph is usually enough. If a file is refused, your other answers are kept: the page says why and what to do. If you do not have the document at hand, save and come back later.',
      },
      {
        titre: 'After filing',
        texte:
          'You receive an acknowledgement with an application number. You then follow progress under “My applications”:\n\n- Filed: the service has received your application, you can still correct it;\n- Under review: an officer is reviewing it, you can no longer change it;\n- Accepted, refused or closed without action: the decision is taken, with its reasons.\n\nYou can write to the service from your application at any time.',
      },
      {
        titre: 'The site does not work',
        texte: `The site works with all recent browsers, even without JavaScript. If a page shows an error, note the reference that it gives and tell us:\n\n${contacts(institution)}`,
      },
      {
        titre: 'Without the internet',
        texte:
          'Each procedure says how to do otherwise: at a counter, by telephone or by post. A [France services centre](https://www.france-services.gouv.fr) near you can also help, free of charge.',
      },
    ],
  }
}

/** The pages that the law and good sense want, in English. */
export const en: InstitutionTexts = { mentions, donnees, accessibilite, aide }
