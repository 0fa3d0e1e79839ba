import { FileType, l10n, RelativePattern, Uri, window, workspace } from 'vscode';
import type { Entry } from '../../kustomize/snapshot.ts';
import { isKustomization } from '../languageServer.ts';
import { UserError } from '../userError.ts';
import { type ApplySource, directoryOf, selectionName } from './applySource.ts';

/** More files than that nobody means by a folder of manifests. */
const mostFiles = 2000;

/**
 * Plain manifests: the files and folders that a menu was opened on, else what is selected in the active editor or, where
 * nothing is, its whole text. Rejects with a UserError.
 */
export async function manifestSource(argument: unknown, all: unknown): Promise<ApplySource> {
  const chosen = Array.isArray(all) ? all.filter(each => each instanceof Uri) : [];
  if (argument instanceof Uri) return filesSource(chosen.length > 0 ? chosen : [argument]);
  const editor = window.activeTextEditor;
  if (editor === undefined) throw new UserError(l10n.t('Open a manifest or select some of its text first.'));
  const { document, selections } = editor;
  const ranges = selections.filter(({ isEmpty }) => !isEmpty);
  if (ranges.length === 0) return filesSource([document.uri]);
  // Everything around it becomes empty lines, so that what is wrong is told at its own.
  const lines = document
    .getText()
    .split(/\r?\n/)
    .map((line, index) =>
      ranges.some(
        ({ start, end }) =>
          start.line <= index && (index < end.line || (index === end.line && end.character > 0)),
      )
        ? line
        : '',
    );
  return {
    ...sourceOf([document.uri], async () => new Map([[document.uri, lines.join('\n')]])),
    name: selectionName(document.uri),
  };
}

async function filesSource(uris: readonly Uri[]): Promise<ApplySource> {
  return sourceOf(uris, async () => {
    const files = (await Promise.all(uris.map(filesIn))).flat();
    const texts = await Promise.all(files.map(async uri => [uri, await textOf(uri)] as const));
    return new Map(texts);
  });
}

function sourceOf(uris: readonly Uri[], texts: () => Promise<ReadonlyMap<Uri, string>>): ApplySource {
  const [first] = uris;
  if (first === undefined) throw new UserError(l10n.t('Open a manifest or select some of its text first.'));
  return {
    name: uris.map(uri => workspace.asRelativePath(uri)).join(', '),
    uri: first,
    root: directoryOf(first),
    set: undefined,
    async read() {
      const [{ readManifests }, { realPath }] = await Promise.all([
        import('../../kustomize/plainManifests.ts'),
        import('../../node/realPath.ts'),
      ]);
      const reads = new Map<string, Entry>();
      const files = [...(await texts())].map(([uri, text]) => {
        const path = uri.fsPath.replaceAll('\\', '/');
        const file = { uri: uri.toString(), path, text };
        const bytes = new TextEncoder().encode(text);
        reads.set(path, { kind: 'file', realpath: realPath(path), file, bytes });
        return file;
      });
      return { ...readManifests(files), reads };
    },
  };
}

async function filesIn(uri: Uri): Promise<readonly Uri[]> {
  if (((await workspace.fs.stat(uri)).type & FileType.Directory) === 0) return [uri];
  const pattern = new RelativePattern(uri, '*.{yaml,yml,json}');
  const found = await workspace.findFiles(pattern, undefined, mostFiles);
  return found.filter(file => !isKustomization(file)).sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** With unsaved edits. */
async function textOf(uri: Uri): Promise<string> {
  const open = workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  return open?.getText() ?? new TextDecoder().decode(await workspace.fs.readFile(uri));
}
