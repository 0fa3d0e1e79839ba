import { mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isMap, isScalar, parseDocument } from 'yaml';
import { ClusterFailure } from '../failure.ts';
import { errorCode, locked, replaceFile, scalarText, unwritable, withScalar } from './kubeconfigFile.ts';
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
    return await locked(file, 0, async () => {
      const target = await realpath(file).catch(() => file);
      const text = await readFile(target, 'utf8').catch(emptyWhereAbsent);
      const { before, after } = withContext(file, text, context);
      if (after !== text) await replaceFile(target, after);
      return { file, before };
    });
  } catch (error) {
    throw unwritable(file, error);
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
  const last = files.at(-1)?.file;
  if (last === undefined) {
    throw new ClusterFailure('kubeconfig.unwritable', { file: 'KUBECONFIG', reason: 'ENOENT' });
  }
  return last;
}

function emptyWhereAbsent(error: unknown): string {
  if (errorCode(error) === 'ENOENT') return '';
  throw error;
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
  if (value?.range) return { before, after: withScalar(text, value.range, context ?? '') };
  const written = scalarText(context ?? '');
  if (contents === null) return { before, after: `${newKubeconfig}current-context: ${written}\n` };
  if (contents.flow || contents.range === undefined) {
    document.set('current-context', context ?? '');
    return { before, after: document.toString({ lineWidth: 0 }) };
  }
  const start = contents.range?.[0] ?? 0;
  return { before, after: `${text.slice(0, start)}current-context: ${written}\n${text.slice(start)}` };
}

const newKubeconfig = 'apiVersion: v1\nkind: Config\n';
