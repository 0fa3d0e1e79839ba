import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver/node';
import type { Finding } from '../language/findings.ts';
import type { TextOf } from '../messages/text.ts';
import type { Location, Range } from '../yaml/location.ts';
import type { Severity } from '../yaml/problem.ts';
import { rangesIn } from '../yaml/range.ts';
import type { ServerWorkspace } from './workspace.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A finding with the range it has in the present text of its file. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly range: Range;
  /** What is underlined of it: of an entry of many lines the first, since a page of waves tells nobody anything. */
  readonly shown: Range;
}

/** Findings of one file with their ranges; the text is parsed once for all of them. */
export function placeFindings(findings: readonly Finding[], text: string): PlacedFinding[] {
  const rangeOf = rangesIn(text);
  let lines: readonly string[] | undefined;
  return findings.map(finding => {
    const range = rangeOf(finding.problem.location);
    if (range.start.line === range.end.line) return { finding, range, shown: range };
    lines ??= text.split('\n');
    const line = (lines[range.start.line] ?? '').trimEnd();
    const character = Math.max(range.start.character, line.length);
    return { finding, range, shown: { start: range.start, end: { line: range.start.line, character } } };
  });
}

/** What the client shows. Related places in files that are gone are left out. */
export function toDiagnostics(
  placed: readonly PlacedFinding[],
  workspace: ServerWorkspace,
  textOf: TextOf,
): Diagnostic[] {
  return placed.map(({ finding, shown }) => ({
    range: shown,
    severity: severities[finding.problem.severity],
    code: finding.problem.code,
    source: 'kubewright',
    ...(finding.problem.code === 'kustomization.deprecated-field'
      ? { tags: [DiagnosticTag.Deprecated] }
      : {}),
    message: textOf(finding.problem),
    relatedInformation: (finding.problem.related ?? []).flatMap(location =>
      related(location, workspace, textOf),
    ),
  }));
}

function related(
  location: Location,
  workspace: ServerWorkspace,
  textOf: TextOf,
): DiagnosticRelatedInformation[] {
  const text = workspace.text(location.uri);
  if (text === undefined) return [];
  return [
    {
      location: { uri: workspace.clientUri(location.uri), range: rangesIn(text)(location) },
      message: textOf({ code: 'label.related', params: {} }),
    },
  ];
}
