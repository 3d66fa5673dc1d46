import { FAMILLE_NAMES, type FamilleName, isOfFamille } from '../../core/champs/familles.ts'

/** Everything a file may be, by media type found in its bytes: the endings its name may have, the one to add first. */
export const KNOWN_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['application/pdf', ['pdf']],
  ['application/msword', ['doc', 'dot']],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', ['docx']],
  ['application/vnd.oasis.opendocument.text', ['odt']],
  ['application/rtf', ['rtf', 'doc']],
  ['application/vnd.apple.pages', ['pages']],
  ['text/plain', ['txt']],
  ['application/vnd.ms-excel', ['xls', 'xlt']],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ['xlsx']],
  ['application/vnd.oasis.opendocument.spreadsheet', ['ods']],
  ['text/csv', ['csv']],
  ['application/vnd.ms-powerpoint', ['ppt', 'pps', 'pot']],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', ['pptx']],
  ['application/vnd.oasis.opendocument.presentation', ['odp']],
  ['application/json', ['json']],
  ['application/geo+json', ['geojson']],
  ['application/xml', ['xml']],
  ['application/vnd.google-earth.kml+xml', ['kml']],
  ['application/gpx+xml', ['gpx']],
  ['text/tab-separated-values', ['tsv']],
  ['application/x-dbf', ['dbf']],
  ['image/jpeg', ['jpg', 'jpeg', 'jpe']],
  ['image/png', ['png']],
  ['image/webp', ['webp']],
  ['image/heic', ['heic', 'heif']],
  ['image/heif', ['heif', 'heic']],
  ['audio/mpeg', ['mp3']],
  ['audio/mp4', ['m4a', 'mp4']],
  ['audio/x-m4a', ['m4a']],
  ['audio/aac', ['aac']],
  ['audio/wav', ['wav']],
  ['video/mp4', ['mp4', 'm4v']],
  ['video/quicktime', ['mov']],
  ['video/3gpp', ['3gp']],
  ['video/x-ms-asf', ['wmv']],
  ['application/vnd.ms-asf', ['wmv']],
  ['application/zip', ['zip']],
  ['application/x-7z-compressed', ['7z']],
  ['application/x-rar-compressed', ['rar']],
  ['application/gzip', ['gz', 'tgz']],
])

/** Media types, as they are found here, of each family of files that an author may accept. */
export const TYPES_BY_FAMILY: ReadonlyMap<FamilleName, readonly string[]> = new Map(
  FAMILLE_NAMES.map((famille) => [famille, typesOf(famille)]),
)

function typesOf(famille: FamilleName): readonly string[] {
  const types = [...KNOWN_TYPES].filter(([type, [extension = '']]) =>
    isOfFamille({ nom: `x.${extension}`, type }, famille),
  )
  return types.map(([type]) => type)
}

/** The name with an ending that agrees with what the file is: « photo.png » that is a JPEG becomes « photo.png.jpg ». */
export function nameForType(nom: string, type: string): string {
  const [first, ...others] = KNOWN_TYPES.get(type) ?? []
  const extension = extensionOf(nom)
  if (first === undefined || first === extension || others.includes(extension)) return nom
  return `${nom}.${first}`
}

/** What follows the last point of a name, in lower case; empty without one. */
export function extensionOf(nom: string): string {
  const point = nom.lastIndexOf('.')
  return point <= 0 ? '' : nom.slice(point + 1).toLowerCase()
}
