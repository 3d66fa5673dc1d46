import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Langue } from '../../core/texte.ts'
import {
  type DossiersDeps,
  saveDemandeur,
  saveEtape,
  startDossier,
  submitDossier,
  type Usager,
} from '../dossiers/index.ts'
import type { InstructionRoutesDeps } from './index.ts'

/** Texts typed, by key of champ. */
export type Answers = Readonly<Record<string, string>>

/** A dossier to file: only what matters is named. */
export interface Filed {
  readonly slug?: string
  readonly answers?: Answers
  readonly nom?: string
  readonly langue?: Langue
  /** Content of the file under the question 3. */
  readonly fichier?: { readonly nom: string; readonly contenu: string }
}

/** Files a dossier by the actions of its usager; gives its number. */
export async function fileDossier(
  deps: DossiersDeps,
  site: InstructionRoutesDeps,
  { usager, nom, slug, answers = {}, fichier }: Filed & { usager: Usager; nom: string; slug: string },
) {
  const started = await startDossier(deps, {
    slug,
    usager,
    demandeur: null,
    cle: randomUUID(),
    now: deps.clock(),
  })
  if (started.outcome !== 'started') throw new Error(started.outcome)
  const { numero } = started
  const demandeur = { kind: 'personne', nom, prenom: 'Anaïs', courriel: 'usager@exemple.fr' } as const
  await saveDemandeur(deps, { numero, usager, demandeur, now: deps.clock() })
  await fill(deps, site, { numero, usager, answers, submit: true, fichier })
  return { numero, usager }
}

interface Fill {
  readonly numero: number
  readonly usager: Usager
  readonly answers: Answers
  readonly submit: boolean
  readonly fichier?: Filed['fichier']
}

/** Answers questions of a dossier, and files it if asked. */
export async function fill(
  deps: DossiersDeps,
  { files }: InstructionRoutesDeps,
  { numero, usager, answers, submit, fichier }: Fill,
) {
  const received =
    fichier &&
    (await files.receive(Readable.from([Buffer.from(fichier.contenu)]), {
      maxOctets: 1_000_000,
      nomOriginal: fichier.nom,
    }))
  await saveEtape(deps, {
    ...{ numero, usager, etape: 1, base: undefined, operation: { kind: 'none' }, now: deps.clock() },
    asked: [...Object.keys(answers), ...(fichier ? ['3'] : [])],
    form: (cle) => ({
      one: (partie) => (partie === undefined ? answers[cle] : undefined),
      all: () => [answers[cle] ?? ''],
    }),
    files: received?.kind === 'recu' ? [{ cle: '3', recu: received }] : [],
  })
  if (!submit) return
  const submitted = await submitDossier(deps, { numero, usager, now: deps.clock() })
  if (submitted.outcome !== 'submitted') throw new Error(submitted.outcome)
}
