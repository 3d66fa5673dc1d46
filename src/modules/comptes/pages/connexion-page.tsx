import type { Langue } from '../../../core/texte.ts'
import type { DemoAccount } from '../../../infra/fakes/demo-accounts.ts'
import type { ProfilName } from '../../../infra/oidc/profils.ts'
import { Actions, Button, LinkButton } from '../../../ui/button.tsx'
import { Form } from '../../../ui/form.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { paths } from '../paths.ts'
import { nomAffiche } from '../rules.ts'
import { comptesTexts } from '../texts.ts'

/** A provider's door, ready to print. */
export interface PorteView {
  readonly id: string
  readonly nom: string
  readonly profil: ProfilName
  readonly comptes: readonly DemoAccount[]
}

interface ConnexionProps {
  readonly langue: Langue
  readonly csrf: string
  readonly portes: readonly PorteView[]
  readonly retour: string
  /** Who is signed in already. */
  readonly nom: string | undefined
  /** A form was kept while its sender signs in. */
  readonly envoiGarde: boolean
  /** Passkeys work at this address of the site. */
  readonly permetCles: boolean
}

/** Every way in, on equal terms: the fictitious people of the demonstration, identity providers, an e-mail address. */
export function ConnexionPage(props: ConnexionProps) {
  const { langue, csrf, portes, retour, nom, envoiGarde, permetCles } = props
  const t = comptesTexts(langue).connexion
  return (
    <>
      <h1>{t.titre}</h1>
      {envoiGarde && (
        <Notice langue={langue} sens="information" annonce>
          <p>{t.envoiGarde}</p>
        </Notice>
      )}
      {nom !== undefined && (
        <Notice langue={langue} sens="information" titre={t.dejaTitre(nom)}>
          <p>{t.deja}</p>
          <p>
            <a href={retour}>{t.continuer}</a>
          </p>
        </Notice>
      )}
      <p>{t.intro}</p>
      {portes.map((porte) =>
        porte.comptes.length > 0 ? (
          <DemoPorte key={porte.id} langue={langue} csrf={csrf} porte={porte} retour={retour} />
        ) : (
          <FournisseurPorte key={porte.id} langue={langue} porte={porte} retour={retour} />
        ),
      )}
      <section aria-labelledby="par-courriel">
        <h2 id="par-courriel">{t.courrielTitre}</h2>
        <p>{t.courrielIntro}</p>
        <Actions>
          <LinkButton href={paths.courriel(retour)} poids="second">
            {t.courrielLien}
          </LinkButton>
          <a href={paths.phrase(retour)}>{t.phraseLien}</a>
          {permetCles && <a href={paths.connexionCle(retour)}>{comptesTexts(langue).cle.connexion.lien}</a>}
        </Actions>
      </section>
    </>
  )
}

const SITES: Readonly<Partial<Record<ProfilName, { readonly nom: string; readonly adresse: string }>>> = {
  franceconnect: { nom: 'FranceConnect', adresse: 'https://franceconnect.gouv.fr/' },
  franceconnectplus: { nom: 'FranceConnect+', adresse: 'https://franceconnect.gouv.fr/franceconnect-plus' },
  proconnect: { nom: 'ProConnect', adresse: 'https://www.proconnect.gouv.fr/' },
}

function FournisseurPorte({ langue, porte, retour }: Omit<DemoProps, 'csrf'>) {
  const t = comptesTexts(langue).connexion
  const site = SITES[porte.profil]
  return (
    <section aria-labelledby={`porte-${porte.id}`}>
      <h2 id={`porte-${porte.id}`}>{t.fournisseurTitres[porte.profil]}</h2>
      <Actions>
        {/* A link: a form answered by a redirection to another site is stopped by our own policy in some browsers. */}
        <LinkButton href={paths.porte(porte.id, retour)}>{t.fournisseurBouton(porte.nom)}</LinkButton>
        {site && (
          <a href={site.adresse} target="_blank" rel="noopener external">
            {t.quEstCe(site.nom)} ({t.nouvelleFenetre})
          </a>
        )}
      </Actions>
    </section>
  )
}

interface DemoProps {
  readonly langue: Langue
  readonly csrf: string
  readonly porte: PorteView
  readonly retour: string
}

function DemoPorte({ langue, csrf, porte, retour }: DemoProps) {
  const t = comptesTexts(langue).connexion
  return (
    <section aria-labelledby={porte.id}>
      <h2 id={porte.id}>
        {porte.profil === 'proconnect' ? t.demonstrationTitres.agents : t.demonstrationTitres.usagers}
      </h2>
      <p>{t.demonstrationIntro}</p>
      <ul class="grille">
        {porte.comptes.map(({ id, profil, prenom, nom, courriel }) => (
          <li key={id}>
            <div class="carte">
              <p>{t.profils[profil]}</p>
              <Form
                action={paths.porte(porte.id)}
                csrf={csrf}
                caches={[
                  { name: 'retour', value: retour },
                  { name: 'compte', value: id },
                ]}
              >
                <Actions>
                  <Button poids="second">{t.demonstrationBouton(nomAffiche({ prenom, nom, courriel }))}</Button>
                </Actions>
              </Form>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
