import { commands, type Disposable, DocumentLink, l10n, languages, Range, Uri, workspace } from 'vscode';
import type { ObjectDiff } from '../../apply/diff/planDiff.ts';
import type { Location } from '../../yaml/location.ts';
import { keepDocuments } from '../documents/keptDocuments.ts';

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

/** The caller disposes it. */
export function createDiffDocuments(): DiffDocuments {
  const sides = keepDocuments<Side>(scheme);
  const following = languages.registerDocumentLinkProvider(
    { scheme },
    {
      provideDocumentLinks: ({ uri }) => [...(sides.get(uri)?.links ?? [])],
      resolveDocumentLink: resolveLink,
    },
  );

  return {
    async show(diffs, title) {
      const [{ yamlOf }, { rangesIn }] = await Promise.all([
        import('../../cluster/objectYaml.ts'),
        import('../../yaml/range.ts'),
      ]);
      const order = ['create', 'unverified', 'change', 'prune', 'unchanged'];
      const sorted = diffs.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
      const all = sorted.map(({ object, kind, before, after, changes }) => {
        const path = `/${[kind, object.namespace, object.kind, object.name].filter(Boolean).join('/')}.yaml`;
        const text = after === undefined ? '' : yamlOf(after);
        const ranges = rangesIn(text);
        const links = changes
          .filter(change => change.after !== undefined)
          .map(({ path: steps, location }) => {
            const { start, end } = ranges({ uri: '', document: 0, path: steps, part: 'value' });
            const range = new Range(start.line, start.character, end.line, end.character);
            return new SourceLink(range, location);
          });
        const left = sides.add(path, 'live', { text: before === undefined ? '' : yamlOf(before), links: [] });
        const right = sides.add(path, 'applied', { text, links });
        return { left, right, hasLeft: before !== undefined, hasRight: after !== undefined };
      });
      const [only] = all;
      if (only !== undefined && all.length === 1) {
        await commands.executeCommand('vscode.diff', only.left, only.right, title);
      } else {
        const changes = all.map(({ left, right, hasLeft, hasRight }) => [
          right,
          hasLeft ? left : undefined,
          hasRight ? right : undefined,
        ]);
        await commands.executeCommand('vscode.changes', title, changes);
      }
    },
    dispose() {
      following.dispose();
      sides.dispose();
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
