import {
  Disposable,
  DocumentLink,
  EventEmitter,
  l10n,
  languages,
  Range,
  StatusBarAlignment,
  type TextDocument,
  ThemeColor,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Location } from '../../yaml/location.ts';

/** One line of a report, and where it leads. */
export interface ReportLine {
  readonly text: string;
  readonly location?: Location;
}

/** How it stands, for the status bar. */
export interface ReportState {
  /** A few words. */
  readonly text: string;
  readonly health: 'busy' | 'good' | 'bad';
}

/** A report that grows while its apply goes on. */
export interface OpenReport {
  /** Replaces all lines. */
  update(lines: readonly ReportLine[], state: ReportState): void;
}

/** What became of the applies of this window: documents, and the last of them in the status bar. */
export interface ApplyReports extends Disposable {
  /** Begins the report of an apply of `name` to a context. */
  begin(name: string, context: string): OpenReport;
  /** Opens the latest; says so where there is none. */
  show(): Promise<void>;
}

const scheme = 'kubewright-report';

/** So many reports can be gone back to. */
const mostReports = 20;

/** The caller disposes it. */
export function createApplyReports(): ApplyReports {
  const reports = new Map<string, readonly ReportLine[]>();
  const changed = new EventEmitter<Uri>();
  const status = window.createStatusBarItem('kubewright.applyReport', StatusBarAlignment.Left, 49);
  status.name = l10n.t('Kubernetes Apply');
  status.command = 'kubewright.showApplyReport';
  let latest: Uri | undefined;
  const serving = Disposable.from(
    changed,
    status,
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: uri =>
        `${(reports.get(uri.toString()) ?? []).map(({ text }) => text).join('\n')}\n`,
    }),
    languages.registerDocumentLinkProvider(
      { scheme },
      {
        provideDocumentLinks: document => linksIn(document, reports.get(document.uri.toString()) ?? []),
        resolveDocumentLink: resolve,
      },
    ),
  );

  return {
    begin(name, context) {
      const uri = Uri.from({ scheme, path: `/${context} ← ${name}.log`, query: String(Date.now()) });
      const key = uri.toString();
      reports.set(key, []);
      for (const old of [...reports.keys()].slice(0, -mostReports)) reports.delete(old);
      latest = uri;
      return {
        update(lines, { text, health }) {
          reports.set(key, lines);
          changed.fire(uri);
          if (latest !== uri) return;
          const icon = { busy: '$(sync~spin)', good: '$(pass)', bad: '$(error)' }[health];
          status.text = `${icon} ${text}`;
          status.tooltip = l10n.t('{0} in {1}: click for the report', name, context);
          status.backgroundColor =
            health === 'bad' ? new ThemeColor('statusBarItem.errorBackground') : undefined;
          status.show();
        },
      };
    },
    async show() {
      if (latest === undefined) {
        void window.showInformationMessage(l10n.t('Nothing was applied in this window yet.'));
        return;
      }
      const document = await workspace.openTextDocument(latest);
      await languages.setTextDocumentLanguage(document, 'log');
      await window.showTextDocument(document, { preview: true });
    },
    dispose() {
      serving.dispose();
      reports.clear();
    },
  };
}

class LineLink extends DocumentLink {
  readonly location: Location;
  constructor(range: Range, location: Location) {
    super(range);
    this.location = location;
    this.tooltip = l10n.t('Go to the line that sets this');
  }
}

function linksIn({ lineCount, lineAt }: TextDocument, lines: readonly ReportLine[]): DocumentLink[] {
  return lines.flatMap(({ location }, index) => {
    if (location === undefined || index >= lineCount) return [];
    const { range, firstNonWhitespaceCharacterIndex: start } = lineAt(index);
    return [new LineLink(new Range(range.start.with({ character: start }), range.end), location)];
  });
}

/** Positions are found in the source as it is when someone follows the link. */
async function resolve(link: DocumentLink): Promise<DocumentLink> {
  if (!(link instanceof LineLink)) return link;
  const { rangeOf } = await import('../../yaml/range.ts');
  const uri = Uri.parse(link.location.uri);
  const document = await workspace.openTextDocument(uri);
  const { start } = rangeOf(link.location, document.getText());
  link.target = uri.with({ fragment: `L${start.line + 1},${start.character + 1}` });
  return link;
}
