import { type Keys, makeKey } from './keys.ts'

const key = (kid: string) => makeKey(kid, Buffer.alloc(32, kid))

/** Keys for tests: always the same, and secret to nobody. */
export const TEST_KEYS: Keys = {
  cookies: key('co'),
  csrf: key('cs'),
  liens: key('li'),
  numeros: key('nu'),
  envois: key('en'),
  identite: key('id'),
  journal: key('jo'),
  origines: key('or'),
}
