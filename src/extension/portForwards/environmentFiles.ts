import { readFile, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { type Disposable, l10n, workspace } from 'vscode';
import { UserError } from '../userError.ts';
import type { ForwardList } from './forwardList.ts';
import type { HeldForward } from './heldForward.ts';

/**
 * Keeps the environment files that declarations name for as long as their forwards listen; `onFailure` hears of a file
 * that is not ours to replace or stands outside of the folder. The caller disposes it, and the files go.
 */
export function keepEnvironmentFiles(forwards: ForwardList, onFailure: (error: unknown) => void): Disposable {
  const written = new Map<string, string>();
  let working = Promise.resolve();

  async function update(): Promise<void> {
    const wanted = await textsOf(forwards.all);
    for (const file of [...written.keys()]) {
      if (wanted.has(file)) continue;
      written.delete(file);
      await rm(file, { force: true });
    }
    for (const [file, text] of wanted) {
      if (written.get(file) === text) continue;
      written.set(file, text);
      await replaceOurs(file, text);
    }
  }

  const listening = forwards.onDidChange(() => {
    const concerned = forwards.all.some(({ spec }) => spec.declared?.environmentFile !== undefined);
    if (concerned || written.size > 0) working = working.then(update).catch(onFailure);
  });
  return {
    dispose() {
      listening.dispose();
      void working.then(() => Promise.all([...written.keys()].map(file => rm(file, { force: true }))));
    },
  };
}

/** The variables of forwards that listen. */
export async function variablesOf(held: readonly HeldForward[]): Promise<Record<string, string>> {
  const { forwardVariables } = await import('../../cluster/forward/environment.ts');
  const all = held
    .filter(({ ports }) => ports.length > 0)
    .map(({ spec, ports, title }) =>
      forwardVariables(spec.declared ?? { name: title.split('/').at(-1) ?? title, environment: {} }, ports),
    );
  return Object.assign({}, ...all);
}

async function textsOf(all: readonly HeldForward[]): Promise<ReadonlyMap<string, string>> {
  const { environmentHeader, environmentText } = await import('../../cluster/forward/environment.ts');
  const texts = new Map<string, string>();
  for (const held of all) {
    const name = held.spec.declared?.environmentFile;
    if (name === undefined || held.ports.length === 0) continue;
    const file = fileInFolder(name);
    const text = environmentText(await variablesOf([held]));
    texts.set(file, (texts.get(file) ?? environmentHeader) + text);
  }
  return texts;
}

function fileInFolder(name: string): string {
  const folder = workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath;
  const file = folder === undefined ? undefined : resolve(folder, name);
  const way = folder === undefined || file === undefined ? '..' : relative(folder, file);
  if (file === undefined || way.startsWith('..') || isAbsolute(way)) {
    throw new UserError(l10n.t('The environment file {0} is outside of the folder that declares it.', name));
  }
  return file;
}

async function replaceOurs(file: string, text: string): Promise<void> {
  const { environmentHeader } = await import('../../cluster/forward/environment.ts');
  const before = await readFile(file, 'utf8').catch(() => environmentHeader);
  if (!before.startsWith(environmentHeader)) {
    throw new UserError(l10n.t('{0} is there already and not Kubewright’s, so it is left as it is.', file));
  }
  await writeFile(file, text);
}
