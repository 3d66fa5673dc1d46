import type { Langue } from '../../../core/texte.ts'
import { Tag } from '../../../ui/badge.tsx'
import { Actions, Button, LinkButton } from '../../../ui/button.tsx'
import { Form } from '../../../ui/form.tsx'
import { formatInstant } from '../../../ui/format.ts'
import { Notice } from '../../../ui/notice.tsx'
import { SummaryList } from '../../../ui/summary-list.tsx'
import type { OpenedSession } from '../actions/close-sessions.ts'
import { paths } from '../paths.ts'
import { comptesTexts } from '../texts.ts'

interface SessionsProps {
  readonly langue: Langue
  readonly csrf: string
  /** With the names of their doors in place of identifiers. */
  readonly sessions: readonly OpenedSession[]
  readonly fait: boolean
}

/** Where one is signed in: each session can be ended from here, or all the others at once. */
export function SessionsPage({ langue, csrf, sessions, fait }: SessionsProps) {
  const t = comptesTexts(langue).sessions
  return (
    <>
      <h1>{t.titre}</h1>
      {fait && (
        <Notice langue={langue} sens="succes" annonce>
          <p>{t.fermee}</p>
        </Notice>
      )}
      <p>{t.intro}</p>
      <ul class="grille">
        {sessions.map((session) => (
          <li key={session.id}>
            <SessionCard {...{ langue, csrf, session }} />
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Form action={paths.sessions()} csrf={csrf}>
          <Actions>
            <Button>{t.fermerAutres}</Button>
          </Actions>
        </Form>
      )}
      <Actions>
        <LinkButton href={paths.compte()} poids="second">
          {t.retour}
        </LinkButton>
      </Actions>
    </>
  )
}

function SessionCard({ langue, csrf, session }: Omit<SessionsProps, 'sessions' | 'fait'> & { session: OpenedSession }) {
  const t = comptesTexts(langue).sessions
  const appareil = session.appareil ?? t.appareilInconnu
  const id = `session-${session.id}`
  return (
    <section class="carte" aria-labelledby={id}>
      <h2 id={id}>
        {appareil} {session.current && <Tag sens="succes" icone="coche" texte={t.actuelle} />}
      </h2>
      <SummaryList
        langue={langue}
        lignes={[
          { cle: 'porte', libelle: t.porte, valeur: session.porte },
          { cle: 'debut', libelle: t.debut, valeur: formatInstant(langue, session.createdAt) },
          { cle: 'visite', libelle: t.visite, valeur: formatInstant(langue, session.seenAt) },
        ]}
      />
      {!session.current && (
        <Form action={paths.sessions()} csrf={csrf} caches={[{ name: 'session', value: session.id }]}>
          <Actions>
            <Button poids="second">
              {t.fermer}
              <span class="cache"> : {appareil}</span>
            </Button>
          </Actions>
        </Form>
      )}
    </section>
  )
}
