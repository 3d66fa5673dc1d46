import type { ComponentChildren } from 'preact'
import { keepDrawn } from './drawn.tsx'

// The hints of a few dozen démarches.
const drawn = keepDrawn(2_000)

type Block =
  | { readonly kind: 'paragraphe'; readonly lignes: readonly string[] }
  | { readonly kind: 'puces'; readonly items: readonly string[] }
  | { readonly kind: 'numeros'; readonly items: readonly string[] }

const BULLET = /^\s*[-–•*]\s+/
const NUMBER = /^\s*\d{1,3}[.)]\s+/

// Either [words](address) or an address alone. Quantifiers are bounded: the text comes from outside.
const LINK = /\[([^\]\n]{1,300})\]\(([^()\s]{1,2000})\)|((?:https:\/\/|mailto:|tel:)[^\s<>"«»()]{1,2000})/g

/** The address when it leads where a text of an author may: a secure site, a mailbox, a telephone. */
function safeHref(address: string): string | undefined {
  if (/^(?:mailto:[^\s@]+@[^\s@]+|tel:\+?[\d.\-\s]{2,})$/.test(address)) return address
  return address.startsWith('https://') && URL.canParse(address) ? address : undefined
}

function Link({ href, children }: { readonly href: string; readonly children: ComponentChildren }) {
  return (
    <a href={href} rel="noopener">
      {children}
    </a>
  )
}

/** The marks that end a sentence, not its address. Counted from the end: a pattern would start again at each of ten thousand dots. */
function marksAtEnd(text: string): string {
  let end = text.length
  while (end > 0 && '.,;:!?…'.includes(text.charAt(end - 1))) end -= 1
  return text.slice(end)
}

function Inline({ texte }: { readonly texte: string }) {
  const parts: ComponentChildren[] = []
  let from = 0
  for (const found of texte.matchAll(LINK)) {
    const [whole, words, address, bare = ''] = found
    const trailing = marksAtEnd(bare)
    const target = address ?? bare.slice(0, bare.length - trailing.length)
    const href = safeHref(target)
    if (href === undefined) continue
    parts.push(
      texte.slice(from, found.index),
      <Link href={href}>{words ?? target.replace(/^(?:mailto|tel):/, '')}</Link>,
      trailing,
    )
    from = found.index + whole.length
  }
  return (
    <>
      {parts}
      {texte.slice(from)}
    </>
  )
}

function blocksOf(texte: string): readonly Block[] {
  return texte
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .flatMap((chunk) => groupLines(chunk.split('\n').filter((line) => line.trim() !== '')))
}

function kindOf(line: string): Block['kind'] {
  if (BULLET.test(line)) return 'puces'
  return NUMBER.test(line) ? 'numeros' : 'paragraphe'
}

function groupLines(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = []
  for (const line of lines) {
    const kind = kindOf(line)
    const last = blocks.at(-1)
    if (kind === 'paragraphe') {
      if (last?.kind === 'paragraphe') blocks.splice(-1, 1, { kind, lignes: [...last.lignes, line.trim()] })
      else blocks.push({ kind, lignes: [line.trim()] })
      continue
    }
    const item = line.replace(kind === 'puces' ? BULLET : NUMBER, '').trim()
    if (last?.kind === kind) blocks.splice(-1, 1, { kind, items: [...last.items, item] })
    else blocks.push({ kind, items: [item] })
  }
  return blocks
}

function Items({ items }: { readonly items: readonly string[] }) {
  return (
    <>
      {items.map((item) => (
        <li key={item}>
          <Inline texte={item} />
        </li>
      ))}
    </>
  )
}

function BlockView({ block }: { readonly block: Block }) {
  if (block.kind === 'puces') {
    return (
      <ul>
        <Items items={block.items} />
      </ul>
    )
  }
  if (block.kind === 'numeros') {
    return (
      <ol>
        <Items items={block.items} />
      </ol>
    )
  }
  return (
    <p>
      {block.lignes.map((line, index) => (
        <>
          {index > 0 && <br />}
          <Inline texte={line} />
        </>
      ))}
    </p>
  )
}

/**
 * A text written by an author, who types plain text: a blank line makes a paragraph, a dash or « 1. » at the start of
 * lines makes a list, `[mots](https://…)` or a bare address makes a link. Tags are printed as they are, never obeyed.
 */
export function RichText({ texte }: { readonly texte: string }) {
  return drawn(texte, () => blocksOf(texte).map((block, index) => <BlockView key={index} block={block} />))
}
