/** What was seen of a file read as text, while it arrived. */
export interface TextCheck {
  add(bytes: Buffer): void
  /** To be called once, after the last byte: true when all of it is strict UTF-8 without control characters. */
  end(): boolean
}

// A text has tabs, line ends and page ends; any other control character means bytes of something else.
const BINARY = /[^\P{Cc}\t\n\r\f]/u

/** Checks that bytes are a text as they pass, without keeping them. */
export function checkText(): TextCheck {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isText = true
  function read(bytes: Buffer | undefined): void {
    if (!isText) return
    try {
      isText = !BINARY.test(bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode())
    } catch {
      isText = false
    }
  }
  return {
    add: read,
    end() {
      read(undefined)
      return isText
    },
  }
}
