interface Famille {
  /** Usual endings of the names, the one to suggest first. */
  readonly extensions: readonly string[]
  /** Media types, found in the bytes, that are enough by themselves. */
  readonly types: readonly string[]
  /** Media types that several families share: the ending of the name then decides. */
  readonly partages: readonly string[]
}

/** Families of files that an author may accept. Old office documents share one container, and texts one look. */
export const FAMILLES = {
  document_texte: {
    extensions: ['pdf', 'doc', 'docx', 'odt', 'txt', 'rtf', 'pages'],
    types: [
      'application/pdf',
      'application/msword',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.oasis.opendocument.text',
      'application/rtf',
      'text/rtf',
      'application/vnd.apple.pages',
    ],
    partages: ['application/x-cfb', 'application/zip', 'text/plain'],
  },
  tableur: {
    extensions: ['xls', 'xlsx', 'ods', 'csv'],
    types: [
      'application/vnd.ms-excel',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.oasis.opendocument.spreadsheet',
      'text/csv',
    ],
    partages: ['application/x-cfb', 'text/plain'],
  },
  presentation: {
    extensions: ['ppt', 'pptx', 'odp'],
    types: [
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      'application/vnd.oasis.opendocument.presentation',
    ],
    partages: ['application/x-cfb'],
  },
  donnees: {
    extensions: ['json', 'geojson', 'xml', 'kml', 'gpx', 'csv', 'tsv', 'dbf'],
    types: [
      'application/json',
      'application/geo+json',
      'application/xml',
      'text/xml',
      'application/vnd.google-earth.kml+xml',
      'application/gpx+xml',
      'text/csv',
      'text/tab-separated-values',
      'application/x-dbf',
    ],
    partages: ['text/plain'],
  },
  image_scan: { extensions: ['jpg', 'jpeg', 'png'], types: ['image/jpeg', 'image/png'], partages: [] },
  audio: {
    extensions: ['mp3', 'm4a', 'aac', 'wav'],
    types: ['audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/aac', 'audio/wav', 'audio/vnd.wave', 'audio/x-wav'],
    partages: [],
  },
  video: {
    extensions: ['mp4', 'mov', '3gp', 'wmv'],
    types: ['video/mp4', 'video/quicktime', 'video/3gpp', 'video/x-ms-wmv', 'video/x-ms-asf'],
    partages: ['application/vnd.ms-asf'],
  },
  archive: {
    extensions: ['zip', '7z', 'rar', 'gz'],
    types: [
      'application/zip',
      'application/x-7z-compressed',
      'application/x-rar-compressed',
      'application/vnd.rar',
      'application/gzip',
    ],
    partages: [],
  },
} as const satisfies Readonly<Record<string, Famille>>

/** The name of a family of files. */
export type FamilleName = keyof typeof FAMILLES

/** Every family, in the order in which they are offered to authors. */
export const FAMILLE_NAMES = [
  'document_texte',
  'tableur',
  'presentation',
  'donnees',
  'image_scan',
  'audio',
  'video',
  'archive',
] as const satisfies readonly FamilleName[]

/** Whether a file belongs to a family, by the type found in its bytes and, when that is shared, by the ending of its name. */
export function isOfFamille(piece: { readonly nom: string; readonly type: string }, name: FamilleName): boolean {
  const famille: Famille = FAMILLES[name]
  if (famille.types.includes(piece.type)) return true
  const extension = piece.nom.slice(piece.nom.lastIndexOf('.') + 1).toLowerCase()
  return famille.partages.includes(piece.type) && famille.extensions.includes(extension)
}
