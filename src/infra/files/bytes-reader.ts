import type { FileHandle } from 'node:fs/promises'

/** Those bytes of an open file; fewer when it ends before. */
export async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
  return buffer.subarray(0, bytesRead)
}

/** Reads a few bytes here and there, forward; fewer when the file ends before. */
export type ReadBytes = (at: number, length: number) => Promise<Buffer>

const WINDOW = 65_536

/** For walking through a file of many small parts: the disk is asked once every 64 kB, not once a part. */
export function openWindow(file: FileHandle): ReadBytes {
  let from = 0
  let held: Buffer = Buffer.alloc(0)
  return async (at, length) => {
    if (at < from || at + length > from + held.length) {
      from = at
      held = await readAt(file, at, Math.max(WINDOW, length))
    }
    return held.subarray(at - from, at - from + length)
  }
}
