import type { Champ } from '../core/champs/index.ts'
import type { Demandeur } from '../core/dossier/demandeur.ts'
import { jourOf } from '../core/jour.ts'
import type { Definition } from '../core/schema/definition.ts'
import { cleOf, compileDefinition, enfantsOf } from '../core/schema/formulaire.ts'
import type { FileStore } from '../infra/files/store.ts'
import { invariant } from '../infra/http/errors.ts'
import { fictionSiret } from '../modules/demarches/demonstration/fictions.ts'
import type { Random } from '../modules/demarches/demonstration/random.ts'
import { makeSaisies } from '../modules/demarches/demonstration/reponses.ts'
import {
  type DossiersDeps,
  saveDemandeur,
  saveEtape,
  startDossier,
  submitDossier,
  type Usager,
} from '../modules/dossiers/index.ts'
import { formOf } from './form-of.ts'
import { makeFile } from './make-file.ts'
import type { Personne } from './people.ts'

/** A dossier to make as its usager would: begun, filled step by step, filed unless it stays a draft. */
export interface ToFile {
  readonly slug: string
  readonly definition: Definition
  readonly communes: readonly string[]
  readonly personne: Personne
  readonly random: Random
  readonly startedAt: Date
  readonly submit: boolean
  /** Distinguishes this dossier from the others of the same person. */
  readonly cle: string
}

const STEP_MS = 4 * 60_000

/** Makes one dossier through the very actions of the site, a clock in hand; gives its public number. */
export async function fileDossier(deps: DossiersDeps & { readonly files: FileStore }, asked: ToFile): Promise<number> {
  const { slug, definition, personne, random, startedAt, submit, cle } = asked
  const acr = definition.niveauMinimum
  const usager: Usager = { compteId: personne.compteId, courriel: personne.courriel, acr, langue: 'fr' }
  const started = await startDossier(deps, { slug, usager, demandeur: null, cle, now: startedAt })
  invariant(started.outcome === 'started', 'a demonstration démarche is closed')
  const { numero } = started
  const at = (step: number) => new Date(startedAt.getTime() + step * STEP_MS)
  await saveDemandeur(deps, { numero, usager, demandeur: demandeurOf(definition, personne, random), now: at(1) })

  const lecteur = { today: jourOf(startedAt), referentiels: deps.referentiels }
  const { saisies, pieces } = makeSaisies(definition, { random, lecteur, communes: asked.communes })
  const formulaire = compileDefinition(definition)
  const steps = submit ? formulaire.etapes : formulaire.etapes.slice(0, Math.ceil(formulaire.etapes.length / 2))
  for (const etape of steps) {
    const ids = new Set(etape.champs.flatMap((champ) => [champ.id, ...enfantsOf(champ).map(({ id }) => id)]))
    const ofEtape = (key: string) => ids.has(Number.parseInt(key, 10))
    const wanted = pieces.filter((piece) => ofEtape(piece.cle) && piece.obligatoire)
    const files = await Promise.all(
      wanted.map(async (piece) => ({
        cle: piece.cle,
        recu: await makeFile(deps.files, { titre: piece.champ.libelle.fr, extensions: piece.extensions }),
      })),
    )
    await saveEtape(deps, {
      numero,
      usager,
      etape: etape.n,
      asked: [...Object.keys(saisies).filter(ofEtape), ...wanted.map((piece) => piece.cle), ...boxes(etape.champs)],
      form: formOf(saisies),
      base: undefined,
      operation: { kind: 'none' },
      files,
      now: at(1 + etape.n),
    })
  }
  if (submit) {
    const submitted = await submitDossier(deps, { numero, usager, now: at(3 + formulaire.etapes.length) })
    invariant(
      submitted.outcome === 'submitted',
      `a demonstration dossier could not be filed: ${slug} ${submitted.outcome}`,
    )
  }
  return numero
}

/** Boxes and lists of the page, asked even when nothing is ticked. */
function boxes(champs: readonly Champ[]): readonly string[] {
  return champs
    .filter((champ) => champ.kind === 'case_a_cocher' || champ.kind === 'choix_multiple')
    .map((champ) => cleOf(champ.id))
}

function demandeurOf(definition: Definition, { courriel, prenom, nom }: Personne, random: Random): Demandeur {
  if (definition.demandeurs !== 'organisation') return { kind: 'personne', nom, prenom, courriel }
  return {
    kind: 'organisation',
    siret: fictionSiret(random),
    nom: `Association ${nom} et amis (démonstration)`,
    courriel,
    mandataire: { nom, prenom },
  }
}
