import type { Langue } from '../core/texte.ts'
import { Autosave, AutosaveStatus } from './autosave.tsx'
import { Actions, Button } from './button.tsx'
import { ChampList, type FormAnswers } from './champ-list.tsx'
import {
  BLOCK_SAMPLES,
  CHOICE_SAMPLES,
  PLACE_SAMPLES,
  SAMPLE_REFERENTIELS,
  type Sample,
  TEXT_SAMPLES,
} from './components-samples.ts'
import { Form } from './form.tsx'
import { uiTexts } from './texts.ts'
import { Upload } from './upload.tsx'

function answersOf(langue: Langue, samples: readonly Sample[]): FormAnswers {
  const find = (cle: string): Sample | undefined => samples.find(({ champ }) => String(champ.id) === cle)
  return {
    langue,
    referentiels: SAMPLE_REFERENTIELS,
    communesUrl: '/communes',
    saisie: (cle) => find(cle)?.saisie,
    probleme: (cle) => find(cle)?.probleme,
    pieces: (cle) => find(cle)?.pieces ?? [],
    isVisible: () => true,
  }
}

const GROUPS = [
  { titre: 'Textes et nombres', samples: TEXT_SAMPLES },
  { titre: 'Dates et choix', samples: CHOICE_SAMPLES },
  { titre: 'Lieux', samples: PLACE_SAMPLES },
  { titre: 'Fichiers et répétitions', samples: BLOCK_SAMPLES },
] as const

/** Every kind of champ: blank, filled in, in error. */
export function ChampsShow({ langue }: { readonly langue: Langue }) {
  return (
    <Autosave langue={langue} url="#autosave">
      <Upload langue={langue}>
        <Form
          action="#"
          csrf="jeton"
          fichiers
          caches={[{ name: '_version', value: '1' }]}
          envoi={{ name: '_action', value: 'continuer' }}
        >
          <p class="discret">{uiTexts(langue).champ.toutesDemandees}</p>
          {GROUPS.map(({ titre, samples }) => (
            <section key={titre}>
              <h2>{titre}</h2>
              <ChampList champs={samples.map(({ champ }) => champ)} formulaire={answersOf(langue, samples)} />
            </section>
          ))}
          <Actions>
            <Button name="_action" value="continuer">
              Continuer
            </Button>
            <a href="#precedente">Revenir à l’étape précédente</a>
            <AutosaveStatus langue={langue} heure={'14\u00a0h\u00a032'} />
          </Actions>
        </Form>
      </Upload>
    </Autosave>
  )
}
