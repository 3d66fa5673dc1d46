import { type ConfigData, HtmlValidate } from 'html-validate'

/** What every page is checked against. Off: what Preact writes in its own valid way, and style that is not validity. */
export const htmlValidateConfig: ConfigData = {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  elements: [
    'html5',
    {
      'parvis-brouillon': { flow: true, phrasing: true, transparent: true },
      'parvis-cle': { flow: true },
      'parvis-commune': { flow: true, phrasing: true, transparent: true },
      'parvis-compteur': { flow: true, phrasing: true, transparent: true },
      'parvis-envoi': { flow: true, phrasing: true, transparent: true },
      'parvis-raccourcis': { flow: true, phrasing: true, transparent: true },
      'parvis-session': { flow: true, phrasing: true, transparent: true },
    },
  ],
  rules: {
    'void-style': 'off',
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    // Repeated names are how a form sends a list: ticked options, rows, files.
    'form-dup-name': 'off',
  },
}

const validator = new HtmlValidate(htmlValidateConfig)

/** What is wrong with a page, one sentence a fault, with its rule and where it stands; nothing when it is valid. */
export async function htmlFaults(html: string): Promise<readonly string[]> {
  const report = await validator.validateString(html)
  return report.results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, message, line, column, selector }) => `${ruleId}: ${message} (${line}:${column}, ${selector ?? ''})`,
    ),
  )
}
