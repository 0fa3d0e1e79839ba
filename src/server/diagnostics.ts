import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
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
}

/** Findings of one file with their ranges; the text is parsed once for all of them. */
export function placeFindings(findings: readonly Finding[], text: string): PlacedFinding[] {
  const rangeOf = rangesIn(text);
  return findings.map(finding => ({ finding, range: rangeOf(finding.problem.location) }));
}

/** What the client shows. Related places in files that are gone are left out. */
export function toDiagnostics(
  placed: readonly PlacedFinding[],
  workspace: ServerWorkspace,
  textOf: TextOf,
): Diagnostic[] {
  return placed.map(({ finding, range }) => ({
    range,
    severity: severities[finding.problem.severity],
    code: finding.problem.code,
    source: 'kubewright',
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
