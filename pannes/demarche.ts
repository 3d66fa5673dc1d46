/** The address of the démarche of the load. */
export const SLUG = 'essai-de-panne'

/** Who runs it: Vern-sur-Seiche, by its code. */
export const ORGANISME = '35352'

/** Its public description: two texts, and files. */
export const DEMARCHE = {
  title: 'Essai de panne',
  description: 'Deux questions et des pièces.',
  state: 'publiee',
  cadreJuridiqueURL: 'Délibération du 3 mars 2025',
  dureeConservationDossiers: 6,
  service: { nom: 'Service', organisme: 'Commune', typeOrganisme: 'collectivite_territoriale' },
  revision: {
    champDescriptors: [
      { __typename: 'TextChampDescriptor', id: 'Q2hhbXAtNDcwMDAxNA==', label: 'Nom', required: true },
      { __typename: 'TextChampDescriptor', id: 'Q2hhbXAtNDcwMDAyMQ==', label: 'Objet', required: true },
      {
        __typename: 'PieceJustificativeChampDescriptor',
        id: 'Q2hhbXAtNDcwMDAyOA==',
        label: 'Justificatifs',
        required: false,
      },
    ],
  },
}

/** The names of its fields in the form of its step: the two texts, and the files. */
export interface Champs {
  readonly nom: string
  readonly objet: string
  readonly pieces: string
}

/** Reads them in the page of the step. @throws {Error} when they are not there. */
export function champsIn(body: string): Champs {
  const texts = [...body.matchAll(/<input [^>]*name="(c\d+)"[^>]*type="text"/g)].map(([, name = '']) => name)
  const [nom, objet] = texts
  const pieces = /<input [^>]*type="file"[^>]*name="(c\d+)"/.exec(body)?.[1]
  if (nom === undefined || objet === undefined || pieces === undefined) throw new Error('not the step of the démarche')
  return { nom, objet, pieces }
}
