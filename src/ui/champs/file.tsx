import { Tag } from '../badge.tsx'
import { TextButton } from '../button.tsx'
import { ChampGroup, describedBy, type FieldProps } from '../champ-frame.tsx'
import { formatTaille } from '../format.ts'
import { Icon } from '../icon.tsx'
import type { Meaning } from '../meaning.ts'
import { uiTexts } from '../texts.ts'

/** Name of the buttons that remove a file; their value is its id. */
export const RETIRER_PIECE = '_retirer_piece'

/** What has become of a file already received. */
export type PieceEtat = 'enregistre' | 'verification' | 'refuse'

/** A file already received, as shown to whom it belongs. */
export interface PieceView {
  readonly id: string
  readonly nom: string
  readonly octets: number
  readonly etat: PieceEtat
  readonly href?: string | undefined
}

interface FileProps extends FieldProps {
  readonly pieces: readonly PieceView[]
  /** Files at most. */
  readonly max: number
  readonly tailleMaxEnOctets: number
  /** In words: « PDF, JPEG ou PNG ». */
  readonly formats?: string | undefined
  /** For the browser's own chooser: `.pdf,image/*`. The server looks at the bytes in any case. */
  readonly accept?: string | undefined
  /** A document to fill in first. */
  readonly modele?: { readonly href: string; readonly texte?: string | undefined } | undefined
}

const ETAT_MEANINGS: Readonly<Record<PieceEtat, Meaning>> = {
  enregistre: 'succes',
  verification: 'neutre',
  refuse: 'erreur',
}

function Received({ langue, name, pieces }: Pick<FileProps, 'langue' | 'name' | 'pieces'>) {
  const t = uiTexts(langue).piece
  return (
    <ul class="pieces" aria-label={t.jointes}>
      {pieces.map(({ id, nom, octets, etat, href }) => (
        <li key={id}>
          <input type="hidden" name={name} value={id} />
          <span class="pieces__nom">
            <Icon nom="fichier" />
            <span>
              {href === undefined ? nom : <a href={href}>{nom}</a>}{' '}
              <span class="discret">({formatTaille(langue, octets)})</span>
            </span>
          </span>
          <Tag sens={ETAT_MEANINGS[etat]} texte={t.etats[etat]} />
          <TextButton name={RETIRER_PIECE} value={id} precision={t.retirerNom(nom)}>
            {t.retirer}
          </TextButton>
        </li>
      ))}
    </ul>
  )
}

function Rules({ langue, id, max, tailleMaxEnOctets, formats, modele }: FileProps) {
  const t = uiTexts(langue).piece
  const size = formatTaille(langue, tailleMaxEnOctets)
  return (
    <>
      <p class="champ__aide" id={`${id}-regles`}>
        {formats === undefined ? t.taille(size) : t.formats(formats, size)}
        {max > 1 && ` ${t.plusieurs(max)}`}
      </p>
      {modele && (
        <p>
          <a href={modele.href}>{modele.texte ?? t.modele}</a>
        </p>
      )}
    </>
  )
}

/** Files to attach: those already received with their state, then the chooser. Removing one is a button of the form. */
export function FileField(props: FileProps) {
  const { langue, id, pieces, max, accept, libelle } = props
  const t = uiTexts(langue).piece
  const isFull = pieces.length >= max
  return (
    <ChampGroup {...props}>
      <Rules {...props} />
      {pieces.length > 0 && <Received langue={langue} name={props.name} pieces={pieces} />}
      {isFull ? (
        <p class="discret" id={id} tabindex={-1}>
          {t.complet}
        </p>
      ) : (
        <>
          <label class="cache" for={id}>
            {t.ajouter} : {libelle}
          </label>
          <input
            class="fichier"
            type="file"
            id={id}
            name={props.name}
            aria-describedby={describedBy(props, `${id}-regles`)}
            required={props.facultatif !== true && pieces.length === 0}
            accept={accept}
            multiple={max - pieces.length > 1}
          />
        </>
      )}
    </ChampGroup>
  )
}
