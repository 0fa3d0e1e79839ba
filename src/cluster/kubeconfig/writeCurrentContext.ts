import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isMap, isScalar, parseDocument } from 'yaml';
import { ClusterFailure } from '../failure.ts';
import { namedFiles } from './kubeconfigFiles.ts';

/** What was written, and what stood there: `undefined` where nothing did. */
export interface WrittenContext {
  readonly file: string;
  readonly before: string | undefined;
}

/** Whether kubectl reads a file, in the same environment. */
export async function isReadByKubectl(environment: NodeJS.ProcessEnv, file: string): Promise<boolean> {
  const { files } = await namedFiles(environment, []);
  return files.some(each => each.file === file);
}

/**
 * Makes a context kubectl's current one, as `kubectl config use-context` does, in the file that kubectl would write to:
 * the first of KUBECONFIG that exists, or its last, or `~/.kube/config` (clientcmd's `GetDefaultFilename`). No other
 * byte of it changes. `undefined` takes the key away. A file that somebody else writes, or that cannot be written, is a
 * `kubeconfig.unwritable` and stays as it is.
 */
export async function writeCurrentContext(
  environment: NodeJS.ProcessEnv,
  context: string | undefined,
): Promise<WrittenContext> {
  const file = await fileToWrite(environment);
  try {
    await mkdir(dirname(file), { recursive: true });
    return await locked(file, async () => {
      const target = await realpath(file).catch(() => file);
      const text = await readFile(target, 'utf8').catch(emptyWhereAbsent);
      const { before, after } = withContext(file, text, context);
      if (after !== text) await replaceFile(target, after);
      return { file, before };
    });
  } catch (error) {
    if (error instanceof ClusterFailure) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new ClusterFailure('kubeconfig.unwritable', { file, reason }, error);
  }
}

async function fileToWrite(environment: NodeJS.ProcessEnv): Promise<string> {
  const { files } = await namedFiles(environment, []);
  for (const { file } of files) {
    const isThere = await stat(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return files.at(-1)?.file ?? '';
}

function emptyWhereAbsent(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}

/** The lock that kubectl and client-go respect, and leave behind where they are killed. */
async function locked<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = `${file}.lock`;
  const handle = await open(lock, 'wx', 0o600);
  try {
    return await work();
  } finally {
    await handle.close();
    await rm(lock, { force: true });
  }
}

function withContext(
  file: string,
  text: string,
  context: string | undefined,
): { readonly before: string | undefined; readonly after: string } {
  const document = parseDocument(text, { version: '1.1', uniqueKeys: false, prettyErrors: false });
  const [problem] = document.errors;
  const { contents } = document;
  if (problem !== undefined || (contents !== null && !isMap(contents))) {
    // Without what the parser quotes of the file.
    throw new ClusterFailure('kubeconfig.syntax', { file, reason: problem?.code ?? 'not a mapping' });
  }
  const pair = contents?.items.find(({ key }) => isScalar(key) && key.value === 'current-context');
  const value = isScalar(pair?.value) ? pair.value : undefined;
  const before = typeof value?.value === 'string' && value.value !== '' ? value.value : undefined;
  if (before === context) return { before, after: text };
  const written = scalarText(context ?? '');
  if (value?.range) {
    const [start, end] = value.range;
    // A file of JSON stays one.
    const inPlace = text[start] === '"' ? JSON.stringify(context ?? '') : written;
    // What stands behind the colon of an empty value begins right there.
    const space = start === end && !/\s$/.test(text.slice(0, start)) ? ' ' : '';
    return { before, after: `${text.slice(0, start)}${space}${inPlace}${text.slice(end)}` };
  }
  if (contents === null) return { before, after: `${newKubeconfig}current-context: ${written}\n` };
  if (contents.flow || contents.range === undefined) {
    document.set('current-context', context ?? '');
    return { before, after: document.toString({ lineWidth: 0 }) };
  }
  const start = contents.range?.[0] ?? 0;
  return { before, after: `${text.slice(0, start)}current-context: ${written}\n${text.slice(start)}` };
}

const newKubeconfig = 'apiVersion: v1\nkind: Config\n';

/** Names that every YAML reader takes for a text stay as they are. */
function scalarText(name: string): string {
  const isPlain = /^[a-z][\w@./-]*$/i.test(name) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(name);
  return isPlain ? name : JSON.stringify(name);
}

/** Whoever reads it sees the old file or the new one; its rights stay. */
async function replaceFile(file: string, text: string): Promise<void> {
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
