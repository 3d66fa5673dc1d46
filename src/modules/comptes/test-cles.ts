import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** What one use of a key may get wrong, for tests that lie. */
export interface Lie {
  readonly origine?: string
  readonly hote?: string
  /** The device did not check its person. */
  readonly sansVerification?: boolean
  /** What it signs instead. */
  readonly defi?: string
  readonly compteur?: number
}

/** A security key made of software: it answers what a page asks, as browsers send it. */
export interface SoftwareKey {
  /** Answers a page that registers a key. */
  create(page: { readonly body: string }, lie?: Lie): string
  /** Answers a page that asks for a proof. */
  prove(page: { readonly body: string }, lie?: Lie): string
}

/** What a page asks of a passkey. */
export function askedOf({ body }: { readonly body: string }): {
  readonly challenge: string
  readonly user?: { readonly id: string }
  readonly userVerification?: string
} {
  const options = /data-options="([^"]*)"/.exec(body)?.[1] ?? '{}'
  return JSON.parse(options.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
}

/** A key for a site, which counts its uses unless told that it does not (as those of telephones). */
export function softwareKey(site: string, { compte = true }: { compte?: boolean } = {}): SoftwareKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(32)
  let counter = 0
  let user: string | undefined

  function authData({ hote, sansVerification, compteur }: Lie, more: Buffer): Buffer {
    if (compte) counter += 1
    const flags = 0x01 | (sansVerification ? 0 : 0x04) | (more.length > 0 ? 0x40 : 0)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(compteur ?? counter)
    const rp = createHash('sha256')
      .update(hote ?? new URL(site).hostname)
      .digest()
    return Buffer.concat([rp, Buffer.from([flags]), count, more])
  }

  const clientData = (type: string, page: { readonly body: string }, { defi, origine }: Lie) =>
    Buffer.from(
      JSON.stringify({ type, challenge: defi ?? askedOf(page).challenge, origin: origine ?? site, crossOrigin: false }),
    )
  const answer = (response: Readonly<Record<string, unknown>>) =>
    JSON.stringify({
      ...{ id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' },
      ...{ response, clientExtensionResults: {} },
    })

  return {
    create(page, lie = {}) {
      user = askedOf(page).user?.id
      // COSE: EC2 key, ES256, P-256, its two coordinates (RFC 9053).
      const cose = Buffer.concat([
        ...[Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]), cborBytes(Buffer.from(x, 'base64url'))],
        ...[Buffer.from([0x22]), cborBytes(Buffer.from(y, 'base64url'))],
      ])
      const data = authData(lie, Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]))
      const attestation = Buffer.concat([
        ...[Buffer.from([0xa3]), cborText('fmt'), cborText('none'), cborText('attStmt'), Buffer.from([0xa0])],
        ...[cborText('authData'), cborBytes(data)],
      ])
      return answer({
        clientDataJSON: clientData('webauthn.create', page, lie).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['usb', 'inconnu'],
      })
    },
    prove(page, lie = {}) {
      const client = clientData('webauthn.get', page, lie)
      const data = authData(lie, Buffer.alloc(0))
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
        userHandle: user,
      })
    },
  }
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)])
}

function cborBytes(bytes: Buffer): Buffer {
  const head = bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 0xff]
  return Buffer.concat([Buffer.from(head), bytes])
}
