import type { ComponentChildren } from 'preact'
import type { Langue } from '../../../core/texte.ts'
import { Actions, Button, LinkButton } from '../../../ui/button.tsx'
import { Form } from '../../../ui/form.tsx'
import { formatDate } from '../../../ui/format.ts'
import { Notice } from '../../../ui/notice.tsx'
import type { Securite } from '../actions/read-securite.ts'
import { paths } from '../paths.ts'
import type { SecuriteTexts } from '../texts/securite.fr.ts'
import { comptesTexts } from '../texts.ts'

/** What has just been done. */
export type SecuriteFait = keyof SecuriteTexts['compte']['faits']

interface SecuriteProps {
  readonly langue: Langue
  readonly csrf: string
  /** The key of its forms. */
  readonly cle: string
  readonly securite: Securite
  /** Known by their address: they may have a passphrase. */
  readonly parAdresse: boolean
  /** Passkeys may be registered at this address of the site. */
  readonly permetCles: boolean
  /** Works here: a second factor is needed. */
  readonly agent: boolean
  readonly fait: SecuriteFait | undefined
}

/** What protects an account, and what may be changed of it. */
export function SecuritePage(props: SecuriteProps) {
  const { langue, agent, fait } = props
  const t = comptesTexts(langue).securite.compte
  return (
    <div class="colonne">
      <h1>{t.titre}</h1>
      {fait !== undefined && (
        <Notice langue={langue} sens="succes" annonce>
          <p>{t.faits[fait]}</p>
        </Notice>
      )}
      <p>
        {t.intro} {agent && t.obligatoire}
      </p>
      <Application {...props} />
      <Cles {...props} />
      <Secours {...props} />
      {props.parAdresse && <Phrase {...props} />}
      <Appareils {...props} />
      <Actions>
        <LinkButton href={paths.compte()} poids="second">
          {t.retour}
        </LinkButton>
      </Actions>
    </div>
  )
}

function Part({
  id,
  titre,
  children,
}: {
  readonly id: string
  readonly titre: string
  readonly children: ComponentChildren
}) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{titre}</h2>
      {children}
    </section>
  )
}

function Application({ langue, csrf, securite: { totpAt } }: SecuriteProps) {
  const t = comptesTexts(langue).securite.compte
  return (
    <Part id="application" titre={t.applicationTitre}>
      <p>{totpAt === undefined ? t.applicationAbsente : t.applicationDepuis(formatDate(langue, totpAt))}</p>
      {totpAt === undefined ? (
        <Actions>
          <LinkButton href={paths.application()}>{t.applicationAjouter}</LinkButton>
        </Actions>
      ) : (
        <Form action={paths.applicationRetrait()} csrf={csrf}>
          <Actions>
            <LinkButton href={paths.application()} poids="second">
              {t.applicationRemplacer}
            </LinkButton>
            <Button poids="danger">{t.applicationRetirer}</Button>
          </Actions>
        </Form>
      )}
    </Part>
  )
}

function Cles({ langue, csrf, permetCles, securite: { cles } }: SecuriteProps) {
  const t = comptesTexts(langue).cle.section
  if (cles.length === 0 && !permetCles) return null
  return (
    <Part id="cles" titre={t.titre}>
      {cles.length === 0 && <p>{t.aucune}</p>}
      {cles.length > 0 && (
        <ul>
          {cles.map(({ id, nom, createdAt, usedAt }) => (
            <li key={id}>
              <Form action={paths.cleRetrait()} csrf={csrf} caches={[{ name: 'cle', value: id }]}>
                <p>
                  <strong>{nom}</strong>, {t.depuis(formatDate(langue, createdAt))}
                  {usedAt && `, ${t.utilisee(formatDate(langue, usedAt))}`}
                </p>
                <Actions>
                  <Button poids="danger" petit precision={`: ${nom}`}>
                    {t.retirer}
                  </Button>
                </Actions>
              </Form>
            </li>
          ))}
        </ul>
      )}
      {permetCles && (
        <Actions>
          <LinkButton href={paths.cle()} poids="second">
            {t.ajouter}
          </LinkButton>
        </Actions>
      )}
    </Part>
  )
}

function Secours({ langue, csrf, cle, securite: { facteur, codes } }: SecuriteProps) {
  const t = comptesTexts(langue).securite.compte
  if (!facteur) return null
  return (
    <Part id="secours" titre={t.secoursTitre}>
      <p>
        {t.secoursAide} {t.secoursReste(codes ?? 0)}
      </p>
      <Form action={paths.secours()} csrf={csrf} caches={[{ name: '_cle', value: cle }]}>
        <Actions>
          <Button poids="second">{t.secoursBouton}</Button>
          <span>{t.secoursPrecision}</span>
        </Actions>
      </Form>
    </Part>
  )
}

function Phrase({ langue, csrf, securite: { phraseAt } }: SecuriteProps) {
  const t = comptesTexts(langue).phrase.section
  return (
    <Part id="phrase" titre={t.titre}>
      <p>{phraseAt === undefined ? t.absente : t.depuis(formatDate(langue, phraseAt))}</p>
      {phraseAt === undefined ? (
        <Actions>
          <LinkButton href={paths.choixPhrase()} poids="second">
            {t.choisir}
          </LinkButton>
        </Actions>
      ) : (
        <Form action={paths.phraseRetrait()} csrf={csrf}>
          <Actions>
            <LinkButton href={paths.choixPhrase()} poids="second">
              {t.changer}
            </LinkButton>
            <Button poids="danger">{t.retirer}</Button>
          </Actions>
        </Form>
      )}
    </Part>
  )
}

function Appareils({ langue, csrf, securite: { appareils } }: SecuriteProps) {
  const t = comptesTexts(langue).securite.compte
  if (appareils.length === 0) return null
  return (
    <Part id="appareils" titre={t.appareilsTitre}>
      <p>{t.appareilsAide}</p>
      <ul>
        {appareils.map(({ id, appareil = t.appareilInconnu, finAt }) => (
          <li key={id}>
            <Form action={paths.appareils()} csrf={csrf} caches={[{ name: 'appareil', value: id }]}>
              <p>
                {appareil}, {t.appareilFin(formatDate(langue, finAt))}
              </p>
              <Actions>
                <Button poids="second" petit precision={`: ${appareil}`}>
                  {t.appareilRetirer}
                </Button>
              </Actions>
            </Form>
          </li>
        ))}
      </ul>
    </Part>
  )
}
