import { encode } from 'uqr'
import type { Langue } from '../../../core/texte.ts'
import { groupByFour } from '../../../infra/crypto/base32.ts'
import { Actions, Button, LinkButton } from '../../../ui/button.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { Notice } from '../../../ui/notice.tsx'
import type { OfferedTotp } from '../actions/enrol-totp.ts'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'
import { CodeField } from './preuve-page.tsx'

interface ApplicationProps {
  readonly langue: Langue
  readonly csrf: string
  readonly retour: string
  readonly offre: OfferedTotp
  /** Somebody who works here and has no second factor yet. */
  readonly obligatoire: boolean
  /** Passkeys may be registered at this address of the site. */
  readonly permetCles: boolean
  readonly erreur?: string | undefined
}

/** Registers an application of codes: its secret, drawn and written, and the code that confirms it. */
export function ApplicationPage(props: ApplicationProps) {
  const { langue, csrf, retour, offre, obligatoire, permetCles, erreur } = props
  const t = comptesTexts(langue).securite.application
  const caches = [
    { name: 'retour', value: retour },
    { name: 'scelle', value: offre.scelle },
  ]
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={erreur === undefined ? [] : [{ id: 'code', texte: erreur }]} />
      <h1>{t.titre}</h1>
      {obligatoire && (
        <Notice langue={langue} sens="information">
          <p>{t.obligatoire}</p>
        </Notice>
      )}
      <ol>
        {t.etapes.map((etape) => (
          <li key={etape}>{etape}</li>
        ))}
      </ol>
      <QrCode texte={offre.adresse} titre={t.dessin} />
      <p>
        {t.cle} : <code>{groupByFour(offre.cle)}</code>
      </p>
      <Form action={paths.application()} csrf={csrf} caches={caches}>
        <CodeField langue={langue} libelle={t.code} aide={t.codeAide} erreur={erreur} />
        <Actions>
          <Button>{t.bouton}</Button>
        </Actions>
      </Form>
      {permetCles && (
        <p>
          <a href={paths.cle(retour)}>{t.cleAcces}</a>
        </p>
      )}
    </div>
  )
}

/** A QR code, dark on light whatever the colours of the page: telephones read no other. */
function QrCode({ texte, titre }: { readonly texte: string; readonly titre: string }) {
  const { data, size } = encode(texte, { ecc: 'M', border: 4 })
  const dots = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={titre} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={dots.join('')} fill="#000" />
    </svg>
  )
}

interface CodesProps {
  readonly langue: Langue
  readonly codes: readonly string[]
  readonly retour: string
}

/** Recovery codes, shown this once. */
export function CodesPage({ langue, codes, retour }: CodesProps) {
  const t = comptesTexts(langue).securite.codes
  return (
    <div class="colonne">
      <h1>{t.titre}</h1>
      <p>{t.explication}</p>
      <p>{t.garder}</p>
      <ol aria-label={t.liste}>
        {codes.map((code) => (
          <li key={code}>
            <code>{groupByFour(code)}</code>
          </li>
        ))}
      </ol>
      <Actions>
        <LinkButton href={retour}>{t.continuer}</LinkButton>
      </Actions>
    </div>
  )
}
