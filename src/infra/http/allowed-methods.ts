import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyInstance {
    /** Every address of the program, by method: `GET /dossiers/:numero`. */
    readonly adresses: () => readonly string[]
    /** Those whose form may bring files. */
    readonly adressesDeFichiers: () => readonly string[]
  }
}

interface KnownRoute {
  readonly pattern: RegExp
  readonly methods: Set<string>
  fichiers: boolean
}

/**
 * Which methods an address answers to, learnt from the routes as they are declared; none when no route has that address.
 *
 * The router itself only finds a route by its method: that is how a wrong method (405) is told from a wrong address (404).
 */
export function watchMethods(app: FastifyInstance): (path: string) => readonly string[] {
  const known = new Map<string, KnownRoute>()
  app.decorate('adresses', () =>
    [...known].flatMap(([url, { methods }]) => [...methods].map((method) => `${method} ${url}`)).toSorted(),
  )
  app.decorate('adressesDeFichiers', () =>
    [...known].flatMap(([url, { fichiers }]) => (fichiers ? [url] : [])).toSorted(),
  )
  app.addHook('onRoute', ({ url, method, config }) => {
    const route = known.get(url) ?? { pattern: patternOf(url), methods: new Set<string>(), fichiers: false }
    if (config?.fichiers) route.fichiers = true
    for (const one of [method].flat()) route.methods.add(one)
    known.set(url, route)
  })
  return (path) => {
    const matching = [...known.values()].filter(({ pattern }) => pattern.test(path))
    return [...new Set(matching.flatMap(({ methods }) => [...methods]))].toSorted()
  }
}

// A route's own expression for a parameter (`:n(\\d+)`) is kept; `*` stands for the rest, at the end.
function patternOf(url: string): RegExp {
  const parts = url.split(/(:\w+(?:\([^/]*\))?|\*)/)
  const source = parts.map((part) => {
    if (part === '*') return '.*'
    const parameter = /^:\w+(?:\((.*)\))?$/.exec(part)
    return parameter ? `(?:${parameter[1] ?? '[^/]+'})` : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${source.join('')}$`)
}
