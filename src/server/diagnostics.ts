import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from 'vscode-languageserver/node';
import type { LanguageProblem } from '../language/languageProblem.ts';
import type { PlacedFinding } from '../language/placedFindings.ts';
import { type Relation, relationOf } from '../language/relation.ts';
import { kustomizationIn } from '../language/roots.ts';
import type { TextOf } from '../messages/text.ts';
import { uriOf } from '../node/fileUri.ts';
import type { Location, Range } from '../yaml/location.ts';
import type { Severity } from '../yaml/problem.ts';
import { relatedRangesIn } from './relatedRanges.ts';
import type { Wording } from './wording.ts';
import type { ServerWorkspace } from './workspace.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What is underlined of a range: of an entry of many lines the first, since a page of waves tells nobody anything. */
export function shownRange(range: Range, lines: readonly string[]): Range {
  if (range.start.line === range.end.line) return range;
  const line = (lines[range.start.line] ?? '').trimEnd();
  const character = Math.max(range.start.character, line.length);
  return { start: range.start, end: { line: range.start.line, character } };
}

/** What the client shows of the findings in a file's `text`. Related places in files that are gone are left out. */
export function toDiagnostics(
  placed: readonly PlacedFinding[],
  text: string,
  workspace: ServerWorkspace,
  { textOf, pageOf }: Wording,
): Diagnostic[] {
  const lines = text.split('\n');
  const related = relatedIn(workspace, textOf);
  return placed.map(({ finding: { problem, roots }, range }) => {
    const page = pageOf(problem.code);
    return {
      range: shownRange(range, lines),
      severity: severities[problem.severity],
      code: problem.code,
      ...(page === undefined ? {} : { codeDescription: { href: page } }),
      source: 'kubewright',
      ...(problem.code === 'kustomization.deprecated-field' ? { tags: [DiagnosticTag.Deprecated] } : {}),
      message: textOf(problem),
      relatedInformation: [
        ...(problem.related ?? []).flatMap((location, index) =>
          related(location, relationOf(problem, location, index)),
        ),
        ...buildersOf(problem, roots, workspace, textOf),
      ],
    };
  });
}

/** More roots than these are not named beside a problem. */
const mostRoots = 50;

/** The other kustomizations whose builds run into a problem. */
function buildersOf(
  { location, related = [] }: LanguageProblem,
  roots: readonly string[],
  workspace: ServerWorkspace,
  textOf: TextOf,
): DiagnosticRelatedInformation[] {
  const named = new Set([location.uri, ...related.map(({ uri }) => uri)]);
  const start = { line: 0, character: 0 };
  return roots.slice(0, mostRoots).flatMap(root => {
    const file = kustomizationIn(workspace, root);
    if (file === undefined || named.has(uriOf(file))) return [];
    const uri = workspace.clientUri(uriOf(file));
    return [
      {
        location: { uri, range: { start, end: start } },
        message: textOf({ code: 'label.in-root', params: {} }),
      },
    ];
  });
}

/** Related places as the client shows them; each file is looked at once, however many places it has. */
function relatedIn(
  workspace: ServerWorkspace,
  textOf: TextOf,
): (location: Location, relation: Relation) => DiagnosticRelatedInformation[] {
  const ranges = new Map<string, (location: Location) => Range>();
  return (location, relation) => {
    const text = workspace.text(location.uri);
    if (text === undefined) return [];
    const rangeOf = ranges.get(location.uri) ?? relatedRangesIn(location.uri, text);
    ranges.set(location.uri, rangeOf);
    return [
      {
        location: { uri: workspace.clientUri(location.uri), range: rangeOf(location) },
        message: textOf({ code: relation, params: {} }),
      },
    ];
  };
}
