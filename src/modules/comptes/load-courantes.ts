let known: Promise<ReadonlySet<string>> | undefined

/** The passwords that everybody tries first (some 49,000, French ones among them), in small letters; read when first needed, then kept. */
export function loadCourantes(): Promise<ReadonlySet<string>> {
  known ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map((word) => word.toLowerCase())),
  )
  return known
}
