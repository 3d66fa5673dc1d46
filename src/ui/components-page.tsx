import type { ComponentChildren } from 'preact'
import { ETATS } from '../core/dossier/etat.ts'
import type { Langue } from '../core/texte.ts'
import { EtatBadge, Tag } from './badge.tsx'
import { Actions, Button, LinkButton, TextButton } from './button.tsx'
import { Cards } from './card.tsx'
import { AgentsShow } from './components-page-agents.tsx'
import { ChampsShow } from './components-page-champs.tsx'
import { ConfirmBlock } from './confirm-block.tsx'
import { Confirmation } from './confirmation.tsx'
import { Details } from './details.tsx'
import { EmptyState } from './empty-state.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { Hero, SearchForm } from './hero.tsx'
import { Notice } from './notice.tsx'
import { Page, type Ressources } from './page.tsx'
import { Progress } from './progress.tsx'
import { StepIndicator } from './step-indicator.tsx'
import { SummaryList } from './summary-list.tsx'
import { Timeline } from './timeline.tsx'

interface ShowProps {
  readonly langue: Langue
  readonly ressources: Ressources
}

function Part({ titre, children }: { readonly titre: string; readonly children: ComponentChildren }) {
  return (
    <section>
      <h2>{titre}</h2>
      {children}
    </section>
  )
}

function HomeShow() {
  return (
    <Hero titre="Vos démarches, sans faire la queue.">
      <p>Remplissez en ligne, reprenez quand vous voulez, suivez la réponse de la mairie.</p>
      <SearchForm action="#" name="q" id="q" libelle="Que voulez-vous faire ?" bouton="Chercher" />
    </Hero>
  )
}

function CardsShow() {
  return (
    <Part titre="Cartes">
      <Cards
        cartes={[
          {
            href: '#cantine',
            titre: 'Inscription à la restauration scolaire',
            sur: '8 minutes · réponse sous 5 jours',
            resume: 'Pour les enfants scolarisés dans la commune. Le quotient familial est récupéré pour vous.',
          },
          {
            href: '#travaux',
            titre: 'Occuper l’espace public pour des travaux',
            sur: '12 minutes · réponse sous 15 jours',
            resume: 'Échafaudage, benne, déménagement : demandez l’autorisation au moins deux semaines avant.',
          },
          {
            href: '#adresse',
            titre: 'Changer d’adresse',
            sur: '4 minutes',
            bas: <Tag sens="neutre" icone="crayon" texte="Brouillon du 12 novembre" />,
          },
        ]}
      />
    </Part>
  )
}

function MessagesShow({ langue }: { readonly langue: Langue }) {
  return (
    <Part titre="Avis et états">
      <Notice langue={langue} sens="information">
        <p>La mairie est fermée le 11 novembre.</p>
      </Notice>
      <Notice langue={langue} sens="succes" titre="Votre message est envoyé" annonce />
      <Notice langue={langue} sens="attention">
        <p>
          Il manque un justificatif. <a href="#pieces">Joindre le justificatif</a>
        </p>
      </Notice>
      <Notice langue={langue} sens="erreur">
        <p>Le service ne répond pas. Vos réponses sont enregistrées.</p>
      </Notice>
      <ul class="puces">
        {ETATS.map((etat) => (
          <li key={etat}>
            <EtatBadge langue={langue} etat={etat} />
          </li>
        ))}
      </ul>
      <Details titre="Comment est calculé le délai ?">
        <p>Le délai commence le jour où la mairie reçoit votre demande complète.</p>
      </Details>
      <Progress langue={langue} id="export" libelle="Préparation de l’export" avance={{ fait: 1208, total: 4310 }} />
      <Progress langue={langue} id="import" libelle="Import du référentiel" />
      <EmptyState titre="Vous n’avez pas encore de dossier" icone="fichier">
        <p>Vos demandes apparaîtront ici, avec leur état et les messages du service.</p>
        <Actions>
          <LinkButton href="#demarches">Trouver une démarche</LinkButton>
        </Actions>
      </EmptyState>
    </Part>
  )
}

function ButtonsShow() {
  return (
    <Part titre="Boutons">
      <form method="post" action="#">
        <Actions>
          <Button>Déposer ma demande</Button>
          <Button poids="second" icone="ajouter">
            Ajouter un enfant
          </Button>
          <Button poids="danger">Supprimer le brouillon</Button>
          <Button poids="second" petit>
            Filtrer
          </Button>
          <TextButton precision="le fichier facture.pdf">Retirer</TextButton>
        </Actions>
      </form>
    </Part>
  )
}

function FollowShow({ langue }: { readonly langue: Langue }) {
  return (
    <Part titre="Vérifier et suivre">
      <div class="colonne">
        <SummaryList
          langue={langue}
          lignes={[
            { cle: '1', libelle: 'Prénom', valeur: 'Anaïs', modifier: '#c1' },
            {
              cle: '20',
              libelle: 'Date de naissance',
              valeur: '27 mars 2017',
              modifier: '#c20',
              change: 'Modifié le 12 novembre',
            },
            {
              cle: '40',
              libelle: 'Votre adresse',
              valeur: '12 rue de la Motte\n35770 Vern-sur-Seiche',
              modifier: '#c40',
            },
            { cle: '2', libelle: 'Allergies ou régime particulier', modifier: '#c2' },
          ]}
        />
        <Timeline
          evenements={[
            {
              cle: 'c',
              titre: 'Demande acceptée',
              quand: '14 novembre 2026 à 9 h 05',
              datetime: '2026-11-14T08:05:00Z',
              sens: 'succes',
              detail: <p>La carte arrive par la poste sous une semaine.</p>,
            },
            {
              cle: 'b',
              titre: 'Prise en charge par Claire Morvan',
              quand: '13 novembre 2026 à 16 h 20',
              datetime: '2026-11-13T15:20:00Z',
              sens: 'attention',
              icone: 'horloge',
            },
            {
              cle: 'a',
              titre: 'Demande déposée',
              quand: '12 novembre 2026 à 14 h 32',
              datetime: '2026-11-12T13:32:00Z',
              sens: 'information',
              icone: 'fichier',
            },
          ]}
        />
        <Confirmation langue={langue} titre="Votre demande est déposée" numero={'1\u202f204\u202f873'}>
          <p>Nous vous répondons avant le 19 novembre 2026.</p>
        </Confirmation>
        <ConfirmBlock
          titre="Supprimer ce brouillon ?"
          action="#"
          csrf="jeton"
          bouton="Supprimer le brouillon"
          annuler={{ href: '#garder', texte: 'Garder le brouillon' }}
        >
          <p>Vos 12 réponses et vos 2 fichiers seront effacés dans deux semaines.</p>
        </ConfirmBlock>
      </div>
    </Part>
  )
}

/** Every component in its states: what a designer looks at, and what the tests read. Samples are in French, their author's language. */
export function ComponentsPage({ langue, ressources }: ShowProps) {
  return (
    <Page
      langue={langue}
      titre="Composants"
      enErreur
      ressources={ressources}
      org={{ nom: 'Vern-sur-Seiche', sousTitre: 'Services en ligne de la commune', accueil: '#accueil' }}
      nav={[
        { texte: 'Démarches', href: '#demarches', actif: 'page' },
        { texte: 'Mes dossiers', href: '#dossiers' },
        { texte: 'Aide', href: '#aide' },
      ]}
      compte={{ kind: 'connecte', nom: 'Camille Durand', deconnexion: '#deconnexion', csrf: 'jeton' }}
      langueForm={{ action: '#langue', csrf: 'jeton', retour: '/_composants' }}
      pied={{
        accessibilite: { href: '#accessibilite', etat: 'non_conforme' },
        mentionsLegales: '#mentions',
        donneesPersonnelles: '#donnees',
        aide: { href: '#aide', telephone: '02 99 04 82 04' },
        codeSource: '#source',
      }}
      demonstration
      prive
      largeur="pleine"
    >
      <HomeShow />
      <div class="cadre">
        <CardsShow />
        <div class="colonne">
          <ErrorSummary
            langue={langue}
            erreurs={[
              { id: 'c20', texte: 'Indiquez le mois de la date de naissance de votre enfant' },
              { id: 'c23', texte: 'Précisez l’école de votre enfant' },
            ]}
          />
          <StepIndicator langue={langue} titre="Restauration scolaire" numero={2} total={5} etape="Votre enfant" />
          <ChampsShow langue={langue} />
        </div>
        <ButtonsShow />
        <MessagesShow langue={langue} />
        <FollowShow langue={langue} />
        <AgentsShow langue={langue} />
      </div>
    </Page>
  )
}
