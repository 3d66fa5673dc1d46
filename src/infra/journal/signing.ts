import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import type { Keys } from '../crypto/keys.ts'
import type { Settings } from '../settings.ts'
import { signingKey } from './note.ts'

/** How this instance signs its journal, and where it puts what it signed. */
export interface JournalSigning {
  readonly cle: KeyObject
  /** Every key whose signature is believed: this one, and the former while both are active. */
  readonly cles: readonly KeyObject[]
  readonly origine: string
  readonly dossier: string
}

/** The journal is named after the public address of the instance. */
export function journalSigning({ url, dataDir }: Pick<Settings, 'url' | 'dataDir'>, keys: Keys): JournalSigning {
  return {
    cle: signingKey(keys.journal[0].bytes),
    cles: keys.journal.map(({ bytes }) => signingKey(bytes)),
    origine: `${new URL(url).host}/journal`,
    dossier: join(dataDir, 'journal'),
  }
}
