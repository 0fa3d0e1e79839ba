import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterFailure } from '../failure.ts';

/** How often somebody else's lock is looked at. */
const lookMilliseconds = 50;

/**
 * Works under the lock of a kubeconfig that kubectl and client-go respect, and leave behind where they are killed.
 * Rejects with `EEXIST` where others hold it for longer than `patience`, in milliseconds.
 */
export async function locked<T>(file: string, patience: number, work: () => Promise<T>): Promise<T> {
  const lock = lockOf(file);
  const giveUp = Date.now() + patience;
  for (;;) {
    try {
      await (await open(lock, 'wx', 0o600)).close();
      break;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST' || Date.now() >= giveUp) throw error;
      await sleep(lookMilliseconds);
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

/** The file that says that somebody writes a kubeconfig. */
export function lockOf(file: string): string {
  return `${file}.lock`;
}

/** Whoever reads it sees the old file or the new one; its rights stay. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const mode = await stat(file).then(
    found => found.mode & 0o777,
    () => 0o600,
  );
  const temporary = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(temporary, text, { mode, flush: true });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** What kept a kubeconfig from being written, as a failure; one that already is stays as it is. */
export function unwritable(file: string, error: unknown): ClusterFailure {
  if (error instanceof ClusterFailure) return error;
  const reason = errorCode(error) || String(error);
  return new ClusterFailure('kubeconfig.unwritable', { file, reason }, error);
}

/** The system's code of an error; empty where it has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The text with `value` in place of the scalar there, as a text to every reader of YAML; a file of JSON stays one. */
export function withScalar(
  text: string,
  [start, end]: readonly [number, number, ...number[]],
  value: string,
): string {
  const written = text[start] === '"' ? JSON.stringify(value) : scalarText(value);
  // What stands behind the colon of an empty value begins right there.
  const space = start === end && !/\s$/.test(text.slice(0, start)) ? ' ' : '';
  const isBlock = /^[|>]/.test(text.slice(start, end));
  const lineEnd = isBlock && text[end - 1] === '\n' ? '\n' : '';
  return `${text.slice(0, start)}${space}${written}${lineEnd}${text.slice(end)}`;
}

/** Texts that every YAML reader takes for one stay as they are. */
export function scalarText(value: string): string {
  const isPlain = /^[a-z][\w@./-]*$/i.test(value) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}
