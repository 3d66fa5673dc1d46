import { pipeline, Readable } from 'node:stream'
import { type Options, stringify } from 'csv-stringify'

// The option is in the library and in its documentation, not in its types.
const FORMULAS: object = { escape_formulas: true }

/**
 * Rows as spreadsheets read them here: semicolons, and a mark that says UTF-8; the first row names the columns, in their
 * order. A cell that would be a formula is a text. Written as it is read; cut when the rows are, so that nobody takes a part
 * for the whole.
 */
export function csvOf<R extends { readonly [K in keyof R]: string }>(
  rows: AsyncIterable<R>,
  colonnes: Readonly<Record<keyof R, string>>,
): Readable {
  const options: Options = {
    ...{ bom: true, header: true, delimiter: ';', record_delimiter: 'windows' },
    columns: Object.entries<string>(colonnes).map(([key, header]) => ({ key, header })),
    ...FORMULAS,
  }
  return pipeline(Readable.from(rows), stringify(options), () => {})
}
