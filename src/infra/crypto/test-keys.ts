import { type Keys, makeKey, type Ring } from './keys.ts'

const key = (kid: string) => makeKey(kid, Buffer.alloc(32, kid))
const ring = (kid: string): Ring => [key(kid)]

/** Keys for tests: always the same, and secret to nobody. */
export const TEST_KEYS: Keys = {
  cookies: ring('co'),
  csrf: ring('cs'),
  liens: ring('li'),
  numeros: key('nu'),
  envois: ring('en'),
  facteurs: ring('fa'),
  phrases: ring('ph'),
  identite: ring('id'),
  journal: ring('jo'),
  origines: ring('or'),
  trousseau: ring('tr'),
}
