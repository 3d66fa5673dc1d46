import { Actions, Button } from '../../../ui/button.tsx'
import { TextareaField } from '../../../ui/champs/textarea.tsx'
import { Form } from '../../../ui/form.tsx'
import { formatInstant, formatListe } from '../../../ui/format.ts'
import { ETAT_LOOKS } from '../../../ui/meaning.ts'
import { Timeline } from '../../../ui/timeline.tsx'
import { helpedBy, MessageForm, MessageList } from '../../dossiers/index.ts'
import { paths } from '../paths.ts'
import { NOTE_MAX } from '../rules.ts'
import { textsOf } from '../texts.ts'
import type { DossierProps } from './dossier-page.tsx'

/** What was said with the usager, and what to say next. */
export function Messages({ langue, csrf, cle, dossier, query, messages, typed, erreurs, acces }: DossierProps) {
  const t = textsOf(langue)
  return (
    <section aria-labelledby="echanges">
      <h2 id="echanges">{t.dossier.messages}</h2>
      <MessageList
        langue={langue}
        messages={messages}
        noms={{ usager: t.dossier.usager, agent: t.dossier.service }}
        motifs={t.motifs}
        aucun={t.dossier.aucunMessage}
        acces={acces}
      />
      <MessageForm
        langue={langue}
        csrf={csrf}
        cle={cle}
        action={paths.messages(dossier.numero, query)}
        texts={{
          titre: t.dossier.ecrire,
          message: t.dossier.message,
          joindre: t.dossier.joindre,
          envoyer: t.dossier.envoyer,
        }}
        valeur={typed.message ?? ''}
        erreur={erreurs.find(({ id }) => id === 'corps')?.texte}
      />
    </section>
  )
}

/** What the team says among itself. */
export function Notes({ langue, csrf, cle, dossier, query, notes, typed, erreurs }: DossierProps) {
  const t = textsOf(langue).dossier
  return (
    <section aria-labelledby="notes">
      <h2 id="notes">{t.notes}</h2>
      <p class="discret">{t.notesAide}</p>
      {notes.length === 0 ? (
        <p>{t.aucuneNote}</p>
      ) : (
        <ol class="notes">
          {notes.map((note) => (
            <li key={note.id}>
              <p class="discret">
                {note.auteur ?? t.collegue},{' '}
                <time datetime={note.createdAt.toISOString()}>{formatInstant(langue, note.createdAt)}</time>
              </p>
              <p class="lignes">{note.corps}</p>
            </li>
          ))}
        </ol>
      )}
      <Form action={paths.notes(dossier.numero, query)} csrf={csrf} caches={[{ name: '_cle', value: cle }]}>
        <TextareaField
          langue={langue}
          id="note"
          name="note"
          libelle={t.note}
          lignes={3}
          limite={NOTE_MAX}
          valeur={typed.note ?? ''}
          erreur={erreurs.find(({ id }) => id === 'note')?.texte}
        />
        <Actions>
          <Button poids="second">{t.ajouterNote}</Button>
        </Actions>
      </Form>
    </section>
  )
}

/** Who follows the dossier, and the way to follow it. */
export function Followers({ langue, csrf, dossier, query, followers, compteId }: DossierProps) {
  const t = textsOf(langue).dossier
  const follows = followers.some((follower) => follower.compteId === compteId)
  const noms = followers.map(({ nom }) => nom ?? t.collegue)
  return (
    <section aria-labelledby="suivi">
      <h2 id="suivi">{t.suivi}</h2>
      <p>{noms.length === 0 ? t.suiviParPersonne : t.suiviPar(formatListe(langue, noms))}</p>
      <Form
        action={paths.suivi(dossier.numero, query)}
        csrf={csrf}
        caches={[{ name: 'suivre', value: follows ? '0' : '1' }]}
      >
        <Button poids="second" petit>
          {follows ? t.nePlusSuivre : t.suivre}
        </Button>
      </Form>
    </section>
  )
}

/** What happened to the dossier, oldest first, and by whom. */
export function History({ langue, traitements }: DossierProps) {
  const t = textsOf(langue).dossier
  return (
    <section aria-labelledby="historique">
      <h2 id="historique">{t.historique}</h2>
      <Timeline
        evenements={traitements.map((traitement) => {
          const { evenement, etat, par, at, agent, motivation } = traitement
          const usager = [t.usager, helpedBy(langue, traitement)].filter(Boolean).join(', ')
          const who = par === 'usager' ? usager : par === 'instructeur' ? (agent ?? t.collegue) : t.automatique
          return {
            cle: `${evenement} ${at.toISOString()}`,
            titre: t.evenements[evenement] ?? evenement,
            quand: `${formatInstant(langue, at)}, ${who}`,
            datetime: at.toISOString(),
            ...ETAT_LOOKS[etat],
            detail: motivation === null ? undefined : <p class="lignes">{motivation}</p>,
          }
        })}
      />
    </section>
  )
}
