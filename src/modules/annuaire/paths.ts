/** Every address of the annuaire. */
export const paths = {
  /** JSON for the autocomplete of communes, answering `?q=`. */
  communes: () => '/communes',
} as const
