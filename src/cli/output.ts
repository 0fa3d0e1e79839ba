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
      process.stdout.write(bytes);
    }
  },
};
