/** Every address of the auditor; `vue` is the query of the list. */
export const paths = {
  journal: (vue = '') => `/audit${vue}`,
  export: (vue = '') => `/audit/export${vue}`,
} as const
