import type { Langue } from '../../../core/texte.ts'
import { Actions, LinkButton } from '../../../ui/button.tsx'
import { Confirmation } from '../../../ui/confirmation.tsx'
import { formatInstant, formatNumero } from '../../../ui/format.ts'
import { RichText } from '../../../ui/rich-text.tsx'
import { paths } from '../paths.ts'
import { textsOf } from '../texts.ts'

interface RecepisseProps {
  readonly langue: Langue
  readonly numero: number
  readonly demarche: string
  /** The first filing. */
  readonly deposeAt: Date
  /** The filing of changes that this page answers; absent for the first. */
  readonly modifieAt?: Date | undefined
  readonly courriel: string
  readonly ensuite: string
  readonly delai: string
  /** What the law wants of an accusé de réception, one paragraph an entry. */
  readonly accuse: readonly string[]
  readonly service: readonly string[]
  readonly pdf: boolean
}

/** The filing is done: the number to keep, what the law wants said, and what happens next. */
export function RecepissePage(props: RecepisseProps) {
  const { langue, numero, demarche, deposeAt, modifieAt, courriel, ensuite, delai, accuse, service, pdf } = props
  const t = textsOf(langue).recepisse
  return (
    <div class="colonne">
      <Confirmation langue={langue} titre={modifieAt ? t.titreModifie : t.titre} numero={formatNumero(numero)}>
        <p>
          {demarche}. {t.deposeLe(formatInstant(langue, deposeAt))}.
          {modifieAt && ` ${t.modifieLe(formatInstant(langue, modifieAt))}.`}
        </p>
      </Confirmation>
      <p>{t.courriel(courriel)}</p>
      <h2>{t.ensuite}</h2>
      <RichText texte={ensuite} />
      <p>{t.delai(delai)}</p>
      <h2>{t.accuse}</h2>
      {accuse.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <h2>{t.service}</h2>
      <p class="lignes">{service.join('\n')}</p>
      {!pdf && <p>{t.pdfIndisponible}</p>}
      <Actions>
        <LinkButton href={paths.dossier(numero)}>{t.suivre}</LinkButton>
        {pdf && <a href={paths.recepissePdf(numero)}>{t.pdf}</a>}
      </Actions>
    </div>
  )
}
