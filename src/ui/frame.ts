import type { FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'

/** What a module gives to have its page put in the frame of the site. */
export interface FramedPage {
  /** Title of the page, without the name of the site; unique, step and subject included. */
  readonly titre: string
  readonly contenu: ComponentChildren
  /** True when the page shows errors: its title begins with « Erreur : ». */
  readonly erreur?: boolean
  /** The organisation whose colours and name the page wears; the instance's own otherwise. */
  readonly organisme?: { readonly id: string; readonly nom: string; readonly accent: string }
  /** Way back, from the home page down to the parent of this page. */
  readonly ariane?: readonly { readonly titre: string; readonly href: string }[]
  /** Which entry of the navigation this page belongs to. */
  readonly rubrique?: 'demarches' | 'dossiers' | 'agents' | 'equipes' | 'audit' | 'aide' | 'connexion'
  /** For whom somebody else acts here, in a sentence shown above everything. */
  readonly bandeau?: string
  /** Telephone of the service, shown in the footer. */
  readonly aide?: string
  /** A public page may be kept by caches; every other says `no-store`. */
  readonly publique?: boolean
  /** Full width, for tables; one column of 38 rem otherwise belongs to the content. */
  readonly large?: boolean
}

/** Puts a page in the frame: header, navigation of who is there, footer. Given to modules by `app.ts`, which knows every address. */
export type Frame = (request: FastifyRequest, page: FramedPage) => string
