import type { Langue } from '../../core/texte.ts'
import type { Courriel, CourrielResume } from './outbox-store.ts'
import { textsEn } from './texts.en.ts'
import { type OutboxTexts, textsFr } from './texts.fr.ts'

/** Where the outbox is read. */
export const OUTBOX_PATH = '/_courriels'

/** The sentences of the outbox in the reader's language. */
export function outboxTexts(langue: Langue): OutboxTexts {
  return langue === 'en' ? textsEn : textsFr
}

/** The newest mails, as a table, and a search by receiver. */
export function OutboxPage(props: {
  langue: Langue
  courriels: readonly CourrielResume[]
  recherche: string
  limit: number
}) {
  const { langue, courriels, recherche, limit } = props
  const t = outboxTexts(langue)
  return (
    <>
      <h1>{t.titre}</h1>
      <p>{t.explication}</p>
      <search>
        <form class="filtres" method="get" action={OUTBOX_PATH}>
          <div class="filtres__champ">
            <label for="destinataire">{t.rechercheLabel}</label>
            <input
              class="saisie"
              id="destinataire"
              name="destinataire"
              type="search"
              value={recherche}
              autocomplete="off"
              spellcheck={false}
            />
          </div>
          <button type="submit" class="bouton bouton--second bouton--petit">
            {t.rechercher}
          </button>
        </form>
      </search>
      {courriels.length === 0 && <p>{recherche === '' ? t.vide : t.videRecherche(recherche)}</p>}
      {courriels.length > 0 && <CourrielTable langue={langue} courriels={courriels} />}
      {courriels.length === limit && <p>{t.limite(limit)}</p>}
    </>
  )
}

function CourrielTable({ langue, courriels }: { langue: Langue; courriels: readonly CourrielResume[] }) {
  const t = outboxTexts(langue)
  return (
    <div class="tableau">
      <table>
        <caption>{t.tableau}</caption>
        <thead>
          <tr>
            <th scope="col">{t.sujet}</th>
            <th scope="col">{t.a}</th>
            <th scope="col">{t.le}</th>
            <th scope="col">{t.etat}</th>
          </tr>
        </thead>
        <tbody>
          {courriels.map((courriel) => (
            <tr>
              <th scope="row">
                <a href={`${OUTBOX_PATH}/${courriel.id}`} lang={langOf(courriel.langue, langue)}>
                  {courriel.sujet}
                </a>
              </th>
              <td data-label={t.a}>{courriel.destinataire}</td>
              <td data-label={t.le}>{formatInstant(courriel.created_at, langue)}</td>
              <td data-label={t.etat}>{etatOf(courriel, langue)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function etatOf({ sent_at, refuse_at }: Pick<Courriel, 'sent_at' | 'refuse_at'>, langue: Langue): string {
  const t = outboxTexts(langue)
  if (sent_at) return t.sent(formatInstant(sent_at, langue))
  return refuse_at ? t.refused : t.waiting
}

/** One mail: its headers, its text with links that work, and the way to its formatted version. */
export function CourrielPage({ langue, courriel }: { langue: Langue; courriel: Courriel }) {
  const t = outboxTexts(langue)
  return (
    <>
      <p>
        <a href={OUTBOX_PATH}>{t.retour}</a>
      </p>
      <h1 lang={langOf(courriel.langue, langue)}>{courriel.sujet}</h1>
      <dl>
        <dt>{t.a}</dt>
        <dd>{courriel.destinataire}</dd>
        <dt>{t.le}</dt>
        <dd>{formatInstant(courriel.created_at, langue)}</dd>
        <dt>{t.etat}</dt>
        <dd>{etatOf(courriel, langue)}</dd>
        {courriel.last_error !== null && <dt>{t.erreur}</dt>}
        {courriel.last_error !== null && <dd>{courriel.last_error}</dd>}
        <dt>{t.messageId}</dt>
        <dd>{courriel.message_id}</dd>
      </dl>
      <h2>{t.texte}</h2>
      <div lang={langOf(courriel.langue, langue)}>
        {courriel.corps_texte
          .trim()
          .split('\n\n')
          .map((block) => (
            <p>
              <LinkedText text={block} />
            </p>
          ))}
      </div>
      <h2>{t.versionHtml}</h2>
      <p>
        <a href={`${OUTBOX_PATH}/${courriel.id}/html`}>{t.voirHtml}</a>
      </p>
    </>
  )
}

/** A text whose addresses can be followed and whose line breaks are kept. */
function LinkedText({ text }: { text: string }) {
  // A capture in `split` keeps the separators: odd places are the line breaks and the addresses.
  return (
    <>
      {text.split(/(\n|https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).map((part) => {
        if (part === '\n') return <br />
        return /^https?:\/\//.test(part) ? <a href={part}>{part}</a> : part
      })}
    </>
  )
}

/** The language of a text, when it is not that of the page around it. */
function langOf(langue: Langue, page: Langue): Langue | undefined {
  return langue === page ? undefined : langue
}

function formatInstant(instant: Date, langue: Langue): string {
  return new Intl.DateTimeFormat(langue === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Paris',
  }).format(instant)
}
