import { renderToString } from 'preact-render-to-string'
import type { Langue } from '../../core/texte.ts'

/** What a mail says. Every text is plain: it is escaped, never read as HTML. */
export interface MailContent {
  readonly langue: Langue
  readonly titre: string
  /** In order; a line break inside a paragraph is kept. */
  readonly paragraphes: readonly string[]
  /** What to do next: a link, whose absolute address is also written in full. */
  readonly lien?: { readonly texte: string; readonly adresse: string } | undefined
  /** Who writes, at the foot: the organisme and its service, one line each. */
  readonly signature?: readonly string[] | undefined
}

// No quote, no angle bracket: Preact would escape them inside <style>.
const CSS = `body { margin: 0; padding: 24px; background: #fff; color: #1d1d1b; font: 18px/1.55 Arial, Helvetica, sans-serif }
main, footer { max-width: 600px; margin: 0 auto }
h1 { font-size: 24px; line-height: 1.25 }
.bouton { display: inline-block; padding: 12px 20px; border-radius: 6px; background: #0b5a4a; color: #fff; font-weight: bold }
.adresse { overflow-wrap: anywhere }
footer { margin-top: 32px; padding-top: 12px; border-top: 1px solid #767676 }`

/** The two faces of a mail: plain text, and the same in simple HTML that a screen reader reads in order. */
export function renderMail(content: MailContent): { readonly texte: string; readonly html: string } {
  return { texte: renderText(content), html: `<!doctype html>${renderToString(<MailLayout {...content} />)}` }
}

function renderText({ langue, titre, paragraphes, lien, signature }: MailContent): string {
  const blocks = [titre, ...paragraphes]
  if (lien) blocks.push(`${lien.texte}${langue === 'fr' ? '\u00a0:' : ':'}\n${lien.adresse}`)
  // « -- » and a space: what mail programs take as the beginning of a signature.
  if (signature && signature.length > 0) blocks.push(`-- \n${signature.join('\n')}`)
  return `${blocks.join('\n\n')}\n`
}

/** The HTML of a mail: one title, paragraphs, one button whose address is written below it. */
export function MailLayout({ langue, titre, paragraphes, lien, signature }: MailContent) {
  return (
    <html lang={langue}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{titre}</title>
        <style>{CSS}</style>
      </head>
      <body>
        <main>
          <h1>{titre}</h1>
          {paragraphes.map((paragraphe) => (
            <p>
              <Lines lines={paragraphe.split('\n')} />
            </p>
          ))}
          {lien && (
            <>
              <p>
                <a class="bouton" href={lien.adresse}>
                  {lien.texte}
                </a>
              </p>
              <p class="adresse">{lien.adresse}</p>
            </>
          )}
        </main>
        {signature && signature.length > 0 && (
          <footer>
            <p>
              <Lines lines={signature} />
            </p>
          </footer>
        )}
      </body>
    </html>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <>
      {lines.map((line, index) => (
        <>
          {index > 0 && <br />}
          {line}
        </>
      ))}
    </>
  )
}
