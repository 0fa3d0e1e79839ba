import { writeSync } from 'node:fs';

/** Where text is written to. */
export interface Output {
  write(text: string): unknown;
}

/**
 * The standard output of this process, written at once and without the streams of Node, which take longer to load than
 * most builds. What a pipe does not take at once, and every failure, is left to them.
 */
export const standardOutput: Output = {
  write(text) {
    let bytes: Uint8Array = new TextEncoder().encode(text);
    try {
      while (bytes.length > 0) bytes = bytes.subarray(writeSync(1, bytes));
    } catch {
      if (process.stdout.listenerCount('error') === 0) process.stdout.on('error', endUnread);
      process.stdout.write(bytes);
    }
  },
};

/** Whoever read, such as `head`, has enough: the end of the process, and no failure. */
function endUnread(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
