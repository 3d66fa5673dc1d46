/** Which page of a list, from 1, and how many lines each has. */
export interface AskedPage {
  readonly page: number
  readonly parPage: number
}

/** Reads a page of a list, or its last one when that page is past the end; gives the page that was read too. */
export async function pageOrLast<Found extends { readonly total: number }>(
  { page, parPage }: AskedPage,
  read: (page: number) => Promise<Found>,
): Promise<Found & { readonly page: number }> {
  const found = await read(page)
  // Lists count themselves on their own lines: past the end nothing tells how many there are.
  if (found.total > 0 || page === 1) return { ...found, page }
  const first = await read(1)
  const last = Math.ceil(first.total / parPage)
  return last <= 1 ? { ...first, page: 1 } : { ...(await read(last)), page: last }
}
