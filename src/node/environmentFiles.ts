import { randomBytes } from 'node:crypto';
import { lstatSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { environmentHeader } from '../cluster/forward/environment.ts';

/** Lines that a declaration wants in a file; several may want them in one. */
export interface WantedVariables {
  /** What declares it, absolute; `undefined` where that is no folder on a disk. */
  readonly folder: string | undefined;
  /** The file as the user wrote it: relative to the folder. */
  readonly name: string;
  /** Lines of a dotenv file. */
  readonly variables: string;
}

/** Why a file is not there. */
export interface EnvironmentFileProblem {
  readonly code: 'outside' | 'foreign' | 'unwritable';
  /** As the user wrote it. */
  readonly name: string;
  /** Absolute; the name again where that is outside of every folder. */
  readonly file: string;
  /** What the system says; empty unless it is `unwritable`. */
  readonly reason: string;
}

/** Files with the addresses of forwards, for as long as these run. */
export interface EnvironmentFiles {
  /** Absolute paths of those that were written and not deleted. */
  readonly written: readonly string[];
  /**
   * Writes these, whole at any time and readable for this user only, and deletes all others that it wrote, unless somebody
   * changed them. A file that is not ours stays as it is; one with a problem keeps no other from being written.
   */
  keep(wanted: readonly WantedVariables[]): readonly EnvironmentFileProblem[];
}

/** Nothing is written yet. Whoever creates them ends with `keep([])`. */
export function createEnvironmentFiles(): EnvironmentFiles {
  const written = new Map<string, string>();
  return {
    get written() {
      return [...written.keys()];
    },
    keep(wanted) {
      const problems: EnvironmentFileProblem[] = [];
      const texts = new Map<string, { readonly name: string; readonly text: string }>();
      for (const { folder, name, variables } of wanted) {
        const file = folder === undefined ? undefined : fileWithin(folder, name);
        if (file === undefined) problems.push({ code: 'outside', name, file: name, reason: '' });
        else texts.set(file, { name, text: (texts.get(file)?.text ?? environmentHeader) + variables });
      }
      for (const [file, text] of [...written]) {
        if (texts.has(file)) continue;
        written.delete(file);
        removeUnchanged(file, text);
      }
      for (const [file, { name, text }] of texts) {
        if (written.get(file) === text) continue;
        const refused = replaceOurs(file, text);
        if (refused === undefined) written.set(file, text);
        else {
          written.delete(file);
          problems.push({ ...refused, name, file });
        }
      }
      return problems;
    },
  };
}

/** `undefined` where the file would be outside of the folder, be it by a link. */
function fileWithin(folder: string, name: string): string | undefined {
  const file = resolve(folder, name);
  if (file === resolve(folder) || !isWithin(folder, file)) return undefined;
  try {
    if (!isWithin(realpathSync(folder), realpathSync(dirname(file)))) return undefined;
  } catch {
    // A folder that is not there is told when it is written to.
  }
  return file;
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

type Refusal = Pick<EnvironmentFileProblem, 'code' | 'reason'>;

function replaceOurs(file: string, text: string): Refusal | undefined {
  const part = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const before = lstatSync(file, { throwIfNoEntry: false });
    if (
      before !== undefined &&
      !(before.isFile() && readFileSync(file, 'utf8').startsWith(environmentHeader))
    )
      return { code: 'foreign', reason: '' };
    // The variables may hold passwords, and a program may read them at any moment.
    writeFileSync(part, text, { flag: 'wx', mode: 0o600 });
    renameSync(part, file);
    return undefined;
  } catch (error) {
    discard(part);
    return { code: 'unwritable', reason: error instanceof Error ? error.message : String(error) };
  }
}

function discard(part: string): void {
  try {
    rmSync(part, { force: true });
  } catch {
    // Where nothing can be removed nothing was written.
  }
}

/** What somebody else has written since, or another Kubewright, is theirs. */
function removeUnchanged(file: string, text: string): void {
  try {
    if (lstatSync(file).isFile() && readFileSync(file, 'utf8') === text) rmSync(file);
  } catch {
    // It is gone already, or not ours to remove any more.
  }
}
