/** Where a service that the operator named listens: on this machine, or in a network of theirs. */
export type ServiceAddress = { readonly host: string; readonly port: number } | { readonly path: string }

/** Reads `tcp://host:port` or `unix:/path`; nothing for what is neither. */
export function serviceAddressOf(text: string): ServiceAddress | undefined {
  const path = /^unix:(\/[^\0]+)$/.exec(text)?.[1]
  if (path !== undefined) return { path }
  const url = URL.parse(text)
  if (url?.protocol !== 'tcp:' || url.hostname === '' || url.port === '' || Number(url.port) === 0) return undefined
  const bare = url.username === '' && url.password === '' && /^\/?$/.test(url.pathname) && url.search + url.hash === ''
  return bare ? { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) } : undefined
}
