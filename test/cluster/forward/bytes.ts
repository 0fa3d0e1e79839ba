import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';

/** A mebibyte. */
export const mebibyte = 1024 * 1024;
const seed = randomBytes(mebibyte);

/** Different in each block, so that a lost or swapped part changes the hash. */
export function* blocks(count: number): Generator<Buffer> {
  for (let index = 0; index < count; index += 1) {
    const block = Buffer.from(seed);
    block.writeUInt32LE(index, 0);
    yield block;
  }
}

/** Sends chunks as they come, held back by the other end; gives the hash of all. */
export async function sendAll(socket: Duplex, chunks: Iterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for (const chunk of chunks) {
    hash.update(chunk);
    if (!socket.write(chunk)) await once(socket, 'drain');
  }
  return hash.digest('hex');
}

/** Takes so many bytes, or all until the end; gives their hash, and rejects where it closes before. */
export function receive(socket: Duplex, bytes = Number.POSITIVE_INFINITY): Promise<string> {
  const hash = createHash('sha256');
  let left = bytes;
  return new Promise((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => {
      hash.update(chunk.subarray(0, Math.min(left, chunk.length)));
      left -= chunk.length;
      if (left <= 0) resolve(hash.digest('hex'));
    });
    socket.once('end', () => {
      if (bytes === Number.POSITIVE_INFINITY) resolve(hash.digest('hex'));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`closed with ${left} bytes missing`)));
  });
}

/** The hash of a text. */
export function hashOf(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}
