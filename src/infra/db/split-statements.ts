/** A statement of a file of SQL, without its semicolon and its comments, and the comments written just above it. */
export interface Statement {
  readonly text: string
  readonly comment: string
}

const TOKEN = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|\w+|[\s\S]/g

/**
 * The statements of a file, in order. A semicolon inside a text, a quoted name, a comment, a `$$` body or a function written
 * `begin atomic … end` ends nothing.
 */
export function splitStatements(sql: string): readonly Statement[] {
  const statements: Statement[] = []
  let [text, comment, previous, depth] = ['', '', '', 0]
  function end(): void {
    if (text.trim() !== '') statements.push({ text: text.trim(), comment: comment.trim() })
    text = ''
    comment = ''
  }
  for (const [token] of sql.matchAll(TOKEN)) {
    if (/^(?:--|\/\*)/.test(token)) {
      if (text.trim() === '') comment += `${token}\n`
      continue
    }
    const word = token.toLowerCase()
    if (word === 'atomic' && previous === 'begin') depth = 1
    else if (depth > 0 && word === 'case') depth += 1
    else if (depth > 0 && word === 'end') depth -= 1
    if (/^\w/.test(token)) previous = word
    if (token === ';' && depth === 0) end()
    else text += token
  }
  end()
  return statements
}
