import type { FileHandle } from 'node:fs/promises'

/** Those bytes of an open file; fewer when it ends before. */
export async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
  return buffer.subarray(0, bytesRead)
}
