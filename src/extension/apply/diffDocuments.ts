import {
  commands,
  type Disposable,
  Disposable as Disposables,
  DocumentLink,
  l10n,
  languages,
  Range,
  Uri,
  workspace,
} from 'vscode';
import type { ObjectDiff } from '../../apply/diff/planDiff.ts';
import type { Location } from '../../yaml/location.ts';

/** Shows differences in VS Code's diff editor. */
export interface DiffDocuments extends Disposable {
  /** One editor for all of them, what is created first; the title is of the whole. */
  show(diffs: readonly ObjectDiff[], title: string): Promise<void>;
}

/** The scheme of documents that show one side of a difference. */
const scheme = 'kubewright-diff';

interface Side {
  readonly text: string;
  readonly links: readonly SourceLink[];
}

/** A changed value, and where the source sets it. */
class SourceLink extends DocumentLink {
  readonly location: Location;
  constructor(range: Range, location: Location) {
    super(range);
    this.location = location;
    this.tooltip = l10n.t('Go to the line that sets this');
  }
}

/** The texts are kept until the editors that show them are closed. The caller disposes it. */
export function createDiffDocuments(): DiffDocuments {
  const sides = new Map<string, Side>();
  let shown = 0;

  const registered = Disposables.from(
    workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: uri => sides.get(uri.toString())?.text ?? '',
    }),
    workspace.onDidCloseTextDocument(({ uri }) => sides.delete(uri.toString())),
    languages.registerDocumentLinkProvider(
      { scheme },
      {
        provideDocumentLinks: ({ uri }) => [...(sides.get(uri.toString())?.links ?? [])],
        resolveDocumentLink: resolveLink,
      },
    ),
  );

  function sideOf(path: string, side: 'live' | 'applied', content: Side): Uri {
    const uri = Uri.from({ scheme, path, query: `${side}-${shown}` });
    sides.set(uri.toString(), content);
    return uri;
  }

  return {
    async show(diffs, title) {
      shown += 1;
      const [{ yamlOf }, { rangesIn }] = await Promise.all([
        import('../../cluster/objectYaml.ts'),
        import('../../yaml/range.ts'),
      ]);
      const order = ['create', 'unverified', 'change', 'unchanged'];
      const sorted = diffs.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
      const all = sorted.map(({ planned, kind, before, after, changes }) => {
        const path = `/${[kind, planned.namespace, planned.kind, planned.name].filter(Boolean).join('/')}.yaml`;
        const text = yamlOf(after);
        const ranges = rangesIn(text);
        const links = changes
          .filter(change => change.after !== undefined)
          .map(({ path: steps, location }) => {
            const { start, end } = ranges({ uri: '', document: 0, path: steps, part: 'value' });
            const range = new Range(start.line, start.character, end.line, end.character);
            return new SourceLink(range, location);
          });
        const left = sideOf(path, 'live', { text: before === undefined ? '' : yamlOf(before), links: [] });
        const right = sideOf(path, 'applied', { text, links });
        return [right, left, right] as const;
      });
      const [only] = all;
      if (only !== undefined && all.length === 1) {
        await commands.executeCommand('vscode.diff', only[1], only[2], title);
      } else {
        await commands.executeCommand('vscode.changes', title, all);
      }
    },
    dispose() {
      registered.dispose();
      sides.clear();
    },
  };
}

/** Positions are found in the source as it is now, when someone follows the link. */
async function resolveLink(link: DocumentLink): Promise<DocumentLink> {
  if (!(link instanceof SourceLink)) return link;
  const { rangeOf } = await import('../../yaml/range.ts');
  const uri = Uri.parse(link.location.uri);
  const document = await workspace.openTextDocument(uri);
  const { start } = rangeOf(link.location, document.getText());
  link.target = uri.with({ fragment: `L${start.line + 1},${start.character + 1}` });
  return link;
}
