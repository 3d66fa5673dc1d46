const NAME = '[\\p{L}_][\\p{L}\\p{N}_.:\\u00b7-]*'
const ATTRIBUTES = `(?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*`
const TOKEN = new RegExp(
  [
    '<!--[^]*?-->',
    '<!\\[CDATA\\[[^]*?\\]\\]>',
    '<\\?[^]*?\\?>',
    `<(?<open>${NAME})${ATTRIBUTES}\\s*(?<empty>/?)>`,
    `</(?<close>${NAME})\\s*>`,
    '(?<text>[^<]+)',
  ].join('|'),
  'uy',
)
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)/

/**
 * The name of the root element (without prefix, in lower case) of a well-formed XML document; nothing when it is not one.
 *
 * A document type is refused: entities it declares are how an XML file attacks its reader. Namespaces are not checked.
 */
export function xmlRoot(xml: string): string | undefined {
  const opened: string[] = []
  let root: string | undefined
  let at = xml.startsWith('\ufeff') ? 1 : 0
  while (at < xml.length) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(xml)
    if (!token) return undefined
    at = TOKEN.lastIndex
    const { open, empty, close, text } = token.groups ?? {}
    if (open !== undefined) {
      if (opened.length === 0 && root !== undefined) return undefined
      root ??= open
      if (empty === '') opened.push(open)
    } else if (close !== undefined) {
      if (opened.pop() !== close) return undefined
    } else if (text !== undefined && ((opened.length === 0 && text.trim() !== '') || ENTITY.test(text)))
      return undefined
  }
  return opened.length > 0 ? undefined : root?.replace(/^.*:/, '').toLowerCase()
}
