import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { nestedOf, SIGNATURE_MAX } from './nested.ts'
import { type Arrived, type Compressed, piecesOf, unpack } from './unpack.ts'

/** Whether a gzip file is safe to hand over: within the budget once unpacked, and no archive within but a tar. */
export async function checkGzip({ chemin, octets, budget }: Arrived): Promise<Compressed> {
  const file = await open(chemin)
  try {
    let first = Buffer.alloc(0)
    const unpacked = await unpack(piecesOf(file, { at: 0, length: octets }), {
      through: createGunzip(),
      budget,
      see: async (piece) => {
        if (first.length < SIGNATURE_MAX) first = Buffer.concat([first, piece.subarray(0, SIGNATURE_MAX)])
      },
    })
    if (unpacked === 'abime') return { kind: 'abime' }
    const trap = unpacked === 'trop' || nestedOf('', first) !== 'simple'
    return trap ? { kind: 'archive_piegee' } : { kind: 'bon', chiffre: false }
  } finally {
    await file.close()
  }
}
