import type { Langue } from '../../../core/texte.ts'
import { RichText } from '../../../ui/rich-text.tsx'
import { SummaryList, type SummaryRow } from '../../../ui/summary-list.tsx'
import type { Service } from '../store/services.ts'
import { textsOf } from '../texts.ts'

const COURRIEL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** A contact as it was written: a link when it is an e-mail address alone, a text otherwise. */
export function Contact({ texte }: { readonly texte: string }) {
  return COURRIEL.test(texte) ? <a href={`mailto:${texte}`}>{texte}</a> : texte
}

/** A telephone number that a touch dials. */
function Telephone({ numero }: { readonly numero: string }) {
  const dialled = numero.replaceAll(/[^\d+]/g, '')
  // A number that breaks at the end of a line is read as two.
  return dialled.length < 4 ? numero : <a href={`tel:${dialled}`}>{numero.replaceAll(' ', '\u00a0')}</a>
}

/** How to reach the people behind a démarche; what they did not give is left out. */
export function ServiceContact({ langue, service }: { readonly langue: Langue; readonly service: Service }) {
  const t = textsOf(langue).presentation
  const given: readonly (SummaryRow & { readonly donnee: string })[] = [
    {
      cle: 'telephone',
      libelle: t.telephone,
      valeur: <Telephone numero={service.telephone} />,
      donnee: service.telephone,
    },
    { cle: 'courriel', libelle: t.courriel, valeur: <Contact texte={service.courriel} />, donnee: service.courriel },
    { cle: 'horaires', libelle: t.horaires, valeur: <RichText texte={service.horaires} />, donnee: service.horaires },
    { cle: 'adresse', libelle: t.adresse, valeur: <RichText texte={service.adresse} />, donnee: service.adresse },
  ]
  const lignes = given.filter(({ donnee }) => donnee.trim() !== '')
  if (lignes.length === 0) return null
  return (
    <>
      <h3>{t.service(service.nom)}</h3>
      <SummaryList langue={langue} lignes={lignes} />
    </>
  )
}
