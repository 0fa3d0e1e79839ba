import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Completion } from '../../src/language/completion.ts';
import { createCompletionSources } from '../../src/language/completionSources.ts';
import { completionsAt } from '../../src/language/completionsAt.ts';
import { atCursor } from './atCursor.ts';
import { analyse } from './checkDiagnostics.ts';

/** A workspace in which one kustomization is edited; answers are asked for texts with a cursor `$0`. */
export interface Completing {
  /** Labels in the order in which an editor shows them. */
  labels(marked: string): Promise<string[]>;
  /** The text after choosing a label, with `$0` where the cursor stands then. */
  choose(marked: string, label: string): Promise<string>;
  /** What typed text is compared with, by label. */
  filters(marked: string): Promise<Record<string, string>>;
}

/** Completes in the kustomization at `path` of a workspace in memory, whose other roots are built. */
export async function completing(
  files: Readonly<Record<string, string>>,
  path = '/app/kustomization.yaml',
): Promise<Completing> {
  const { workspace, analysis } = await analyse(files);
  const sources = createCompletionSources(workspace, analysis);

  async function complete(marked: string): Promise<readonly Completion[]> {
    const { text, position } = atCursor(marked);
    workspace.openFiles.set({ uri: `file://${path}`, path, text });
    const found = await completionsAt(text, position, path, sources);
    return found.toSorted((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1));
  }

  return {
    labels: async marked => (await complete(marked)).map(({ label }) => label),
    async choose(marked, label) {
      const found = (await complete(marked)).find(item => item.label === label);
      if (found === undefined) throw new Error(`${label} is not offered`);
      const { text } = atCursor(marked);
      const indent = /^ */.exec(text.split('\n')[found.range.start.line] ?? '')?.[0] ?? '';
      // Editors indent further lines of what is inserted like the first.
      const newText = found.insert.replaceAll('\n', `\n${indent}`).replaceAll(/\\([$}\\])/g, '$1');
      const document = TextDocument.create('', 'yaml', 1, text);
      const chosen = TextDocument.applyEdits(document, [{ range: found.range, newText }]);
      return chosen;
    },
    filters: async marked =>
      Object.fromEntries((await complete(marked)).map(({ label, filter }) => [label, filter ?? label])),
  };
}
