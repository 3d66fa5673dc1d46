import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { CleSource } from './crypto/masters.ts'
import { LOG_LEVELS, type LogLevel } from './log/log.ts'
import type { ServiceAddress } from './net/service-address.ts'
import { FOURNISSEURS, fournisseurOf, type OidcSettings, valuesOf } from './oidc/fournisseurs.ts'
import {
  address,
  isBareOrigin,
  isLoopback,
  isNetwork,
  issuer,
  postgresAddress,
  serviceAddress,
  webAddress,
} from './settings-values.ts'

/** Everything the environment decides, read and checked once at start. */
export type Settings = {
  readonly port: number
  readonly host: string
  /** The owner of the database, used for migrations; absent when PostgreSQL is the embedded one. */
  readonly databaseUrl: string | undefined
  /** What the application connects with; absent: the owner's address, then `set role parvis_app`. */
  readonly appDatabaseUrl: string | undefined
  /** Absolute. */
  readonly dataDir: string
  readonly cles: CleSource
  readonly smtpUrl: string | undefined
  /** The canonical public origin, without a final slash: `https://demarches.exemple.fr`. */
  readonly url: string
  /** Whether the public is served over https: `Secure` cookies, `__Host-` names, HSTS. */
  readonly https: boolean
  readonly demo: boolean
  readonly logLevel: LogLevel
  readonly expediteur: string
  /** Who runs this installation and answers for the site, as its legal pages name them. */
  readonly institution: { readonly nom: string; readonly courriel: string } | undefined
  /** Addresses and networks of the reverse proxies whose `X-Forwarded-*` are believed; nobody when empty. */
  readonly proxies: readonly string[]
  readonly fournisseurs: readonly OidcSettings[]
  /** The key of backups, or the absolute path of its file. */
  readonly cleSauvegarde: string | undefined
  readonly chromiumPath: string | undefined
  /** Where ClamAV listens; nobody looks at files without it. */
  readonly antivirus: ServiceAddress | undefined
  /** What becomes of files that nobody looked at: closed until an agent releases them, or opened after a warning. */
  readonly fichiersNonAnalyses: 'bloquer' | 'avertir'
}

/** The environment asks for something impossible: one French sentence for each wrong value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/**
 * Reads the settings; an empty variable counts as absent, and what is not ours is ignored.
 * @throws {SettingsError} naming every wrong value at once.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const read = environment.safeParse(given)
  if (!read.success) throw new SettingsError(read.error.issues.map((issue) => issue.message))
  const values = read.data
  const url = values.PARVIS_URL ?? `http://127.0.0.1:${values.PORT}`
  const { hostname, protocol } = new URL(url)
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL,
    appDatabaseUrl: values.PARVIS_APP_DATABASE_URL,
    dataDir: resolve(values.PARVIS_DATA),
    cles: {
      folder: resolve(values.PARVIS_CLES ?? join(values.PARVIS_DATA, 'cles')),
      maitre: values.PARVIS_CLE_MAITRE,
      ancienne: values.PARVIS_CLE_MAITRE_ANCIENNE,
      numeros: values.PARVIS_CLE_NUMEROS,
    },
    smtpUrl: values.SMTP_URL,
    url,
    https: protocol === 'https:',
    demo: values.PARVIS_DEMO ?? values.DATABASE_URL === undefined,
    logLevel: values.PARVIS_LOG,
    expediteur: values.PARVIS_EXPEDITEUR ?? `Parvis <ne-pas-repondre@${isLoopback(hostname) ? 'localhost' : hostname}>`,
    institution: values.PARVIS_INSTITUTION,
    proxies: values.PARVIS_PROXIES,
    fournisseurs: FOURNISSEURS.flatMap((one) => fournisseurOf(one, values) ?? []),
    cleSauvegarde: values.PARVIS_CLE_SAUVEGARDE,
    chromiumPath: values.CHROMIUM_PATH,
    antivirus: values.PARVIS_ANTIVIRUS,
    fichiersNonAnalyses:
      values.PARVIS_FICHIERS_NON_ANALYSES ?? (values.PARVIS_ANTIVIRUS === undefined ? 'avertir' : 'bloquer'),
  }
}

const PORT_ERROR = 'PORT n’est pas un port : donnez un nombre entier de 1 à 65535, par exemple PORT=3000'

/** A name, then an e-mail address between angle brackets. */
const INSTITUTION = /^\s*([^\s<>](?:[^<>\r\n]*[^\s<>])?)\s*<([^\s<>@]+@[^\s<>@]+)>\s*$/

const environment = z
  .object({
    PORT: z
      .string()
      .default('3000')
      .refine((value) => /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535, {
        error: PORT_ERROR,
      })
      .transform(Number),
    HOST: z
      .string()
      .default('127.0.0.1')
      .refine((value) => isIP(value) !== 0 || /^[a-z0-9.-]+$/i.test(value), {
        error: 'HOST n’est pas une adresse d’écoute : donnez par exemple HOST=127.0.0.1',
      }),
    DATABASE_URL: postgresAddress('DATABASE_URL'),
    PARVIS_APP_DATABASE_URL: postgresAddress('PARVIS_APP_DATABASE_URL'),
    PARVIS_DATA: z.string().default('.parvis'),
    PARVIS_CLES: z.string().optional(),
    PARVIS_CLE_MAITRE: z.string().optional(),
    PARVIS_CLE_MAITRE_ANCIENNE: z.string().optional(),
    PARVIS_CLE_NUMEROS: z.string().optional(),
    SMTP_URL: address('SMTP_URL', ['smtp:', 'smtps:'], 'smtp://compte:motdepasse@serveur:587').optional(),
    PARVIS_URL: webAddress('PARVIS_URL', 'https://demarches.exemple.fr')
      .refine(isBareOrigin, { error: 'PARVIS_URL porte un chemin : donnez seulement https://demarches.exemple.fr' })
      .transform((value) => URL.parse(value)?.origin ?? value)
      .optional(),
    PARVIS_DEMO: z
      .enum(['0', '1'], { error: 'PARVIS_DEMO vaut 1 (démonstration) ou 0' })
      .transform((value) => value === '1')
      .optional(),
    PARVIS_LOG: z.enum(LOG_LEVELS, { error: `PARVIS_LOG vaut l’un de : ${LOG_LEVELS.join(', ')}` }).default('info'),
    PARVIS_EXPEDITEUR: z
      .string()
      .regex(/^(?:[^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, {
        error:
          'PARVIS_EXPEDITEUR n’est pas une adresse d’envoi : donnez par exemple « Ma commune <demarches@exemple.fr> »',
      })
      .optional(),
    PARVIS_INSTITUTION: z
      .string()
      .transform((value, context) => {
        const [, nom = '', courriel = ''] = INSTITUTION.exec(value) ?? []
        if (nom !== '') return { nom, courriel }
        context.addIssue({
          code: 'custom',
          message: 'PARVIS_INSTITUTION ne dit pas qui exploite ce site : donnez « Ville de Vern <contact@exemple.fr> »',
        })
        return z.NEVER
      })
      .optional(),
    PARVIS_PROXIES: z
      .string()
      .default('')
      .transform((value) =>
        value
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== ''),
      )
      .refine((values) => values.every(isNetwork), {
        error:
          'PARVIS_PROXIES n’est pas une liste d’adresses ou de réseaux : donnez par exemple 10.0.0.0/8,192.168.1.4',
      }),
    PARVIS_FRANCECONNECT_EMETTEUR: issuer('PARVIS_FRANCECONNECT_EMETTEUR'),
    PARVIS_FRANCECONNECT_CLIENT: z.string().optional(),
    PARVIS_FRANCECONNECT_SECRET: z.string().optional(),
    PARVIS_FRANCECONNECTPLUS_EMETTEUR: issuer('PARVIS_FRANCECONNECTPLUS_EMETTEUR'),
    PARVIS_FRANCECONNECTPLUS_CLIENT: z.string().optional(),
    PARVIS_FRANCECONNECTPLUS_SECRET: z.string().optional(),
    PARVIS_PROCONNECT_EMETTEUR: issuer('PARVIS_PROCONNECT_EMETTEUR'),
    PARVIS_PROCONNECT_CLIENT: z.string().optional(),
    PARVIS_PROCONNECT_SECRET: z.string().optional(),
    PARVIS_OIDC_EMETTEUR: issuer('PARVIS_OIDC_EMETTEUR'),
    PARVIS_OIDC_CLIENT: z.string().optional(),
    PARVIS_OIDC_SECRET: z.string().optional(),
    PARVIS_CLE_SAUVEGARDE: z.string().optional(),
    CHROMIUM_PATH: z.string().optional(),
    PARVIS_ANTIVIRUS: serviceAddress('PARVIS_ANTIVIRUS', 'tcp://127.0.0.1:3310 ou unix:/run/clamav/clamd.ctl'),
    PARVIS_FICHIERS_NON_ANALYSES: z
      .enum(['bloquer', 'avertir'], { error: 'PARVIS_FICHIERS_NON_ANALYSES vaut bloquer ou avertir' })
      .optional(),
  })
  .superRefine(checkTogether, { when: ({ value }) => typeof value === 'object' })

type Environment = z.output<typeof environment>

/** The rules that bind two settings; run even when one is wrong, so that everything is said at once. */
function checkTogether(values: Partial<Environment>, context: z.RefinementCtx): void {
  const say = (message: string) => context.addIssue({ code: 'custom', message })
  if (values.HOST !== undefined && !isLoopback(values.HOST) && !values.PARVIS_URL?.startsWith('https:')) {
    say(`HOST=${values.HOST} s’ouvre à d’autres machines : donnez alors l’adresse publique, PARVIS_URL=https://…`)
  }
  if (values.PARVIS_APP_DATABASE_URL !== undefined && values.DATABASE_URL === undefined) {
    say('PARVIS_APP_DATABASE_URL va avec DATABASE_URL, qui manque')
  }
  for (const one of FOURNISSEURS) {
    const { emetteur, client, secret } = valuesOf(one, values)
    const named = `PARVIS_${one}`
    if (emetteur !== undefined && client === undefined) say(`${named}_EMETTEUR va avec ${named}_CLIENT, qui manque`)
    if (emetteur === undefined && (client ?? secret) !== undefined) {
      say(`${named}_CLIENT et ${named}_SECRET vont avec ${named}_EMETTEUR, qui manque`)
    }
    // Fictitious people, who enter without a password, and real ones are never served by the same site.
    if (emetteur !== undefined && one !== 'OIDC' && (values.PARVIS_DEMO ?? values.DATABASE_URL === undefined)) {
      say(`${named}_EMETTEUR fait entrer de vraies personnes : il ne va pas avec les identités de démonstration`)
    }
  }
}
