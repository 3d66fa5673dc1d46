import { expect, test } from 'vitest'
import { newId } from './new-id.ts'

// RFC 9562, appendix A.6: Tuesday, February 22, 2022 2:22:22.00 PM GMT-05:00.
test('a key tells its instant, its version and its variant as the standard says, and none comes twice', () => {
  const ids = Array.from({ length: 1000 }, () => newId(new Date('2022-02-22T19:22:22Z')))

  expect(ids.every((id) => /^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true)
  expect(new Set(ids).size).toBe(1000)
})
