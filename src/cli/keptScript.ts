import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { Script } from 'node:vm';

/** A CommonJS file that is run, and where its compiled code is kept. */
export interface KeptScript {
  /** Absolute path. */
  readonly file: string;
  /** Other for each text of the file: V8 asks for no more than that the lengths agree. */
  readonly identity: string;
  /** Nothing is kept where there is none. It is made, for this user alone. */
  readonly folder: string | undefined;
}

const hour = 60 * 60 * 1000;
const month = 30 * 24 * hour;

/**
 * Runs a CommonJS file, which must have no `import()`. Its code is kept after a run with exit code 0, with every function that the run compiled, which
 * Node's own compile cache leaves out; later runs add theirs once an hour. Where nothing can be kept it just runs.
 */
export function runKept({ file, identity, folder }: KeptScript, require: NodeJS.Require): void {
  const path = `${folder}/${identity}-${process.version}-${process.arch}`;
  const kept = folder === undefined ? undefined : read(path);
  const script = new Script(`(function(require){${readFileSync(file, 'utf8')}\n})`, {
    filename: file,
    ...(kept === undefined ? {} : { cachedData: kept.code }),
  });
  const isFresh = kept !== undefined && script.cachedDataRejected === false && kept.ageMs < hour;
  if (folder !== undefined && !isFresh) {
    process.once('exit', code => {
      if (code === 0) write(folder, path, () => script.createCachedData());
    });
  }
  script.runInThisContext()(require);
}

function read(path: string): { code: Buffer; ageMs: number } | undefined {
  try {
    const handle = openSync(path, 'r');
    try {
      return { code: readFileSync(handle), ageMs: Date.now() - fstatSync(handle).mtimeMs };
    } finally {
      closeSync(handle);
    }
  } catch {
    return undefined;
  }
}

/** Puts the file in place at once, and removes what nobody renewed for a month. */
function write(folder: string, path: string, code: () => Buffer): void {
  const temporary = `${path}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // V8 trusts what it reads, so a file is whole on the disk before it has its name.
    writeFileSync(temporary, code(), { mode: 0o600, flush: true });
    renameSync(temporary, path);
    for (const name of readdirSync(folder)) {
      const other = `${folder}/${name}`;
      if (Date.now() - statSync(other).mtimeMs > month) rmSync(other);
    }
  } catch {
    removeQuietly(temporary);
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing can be removed, nothing could be written.
  }
}
