import type { FileHandle } from 'node:fs/promises'
import { openWindow, type ReadBytes } from '../bytes-reader.ts'
import { heifPixels } from './heif.ts'
import { jpegPixels } from './jpeg.ts'
import { pngPixels } from './png.ts'
import { webpPixels } from './webp.ts'

/** Security page, files: the most pixels that whoever opens an image is asked to hold. */
export const PIXELS_MAX = 50_000_000

const READERS: ReadonlyMap<string, (read: ReadBytes, octets: number) => Promise<number | undefined>> = new Map([
  ['image/jpeg', jpegPixels],
  ['image/png', pngPixels],
  ['image/webp', webpPixels],
  ['image/heic', heifPixels],
  ['image/heif', heifPixels],
])

/** Whether an image may be opened by whoever receives it, by what it says of itself: nothing is decoded here. */
export async function checkImage(
  file: FileHandle,
  { type, octets }: { type: string; octets: number },
): Promise<'bon' | 'trop_de_pixels' | 'abime'> {
  const pixels = await READERS.get(type)?.(openWindow(file), octets)
  if (pixels === undefined) return 'abime'
  return pixels > PIXELS_MAX ? 'trop_de_pixels' : 'bon'
}
