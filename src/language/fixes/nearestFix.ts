import { nearestName } from '../../kustomize/load/paths.ts';
import type { LanguageProblem } from '../languageProblem.ts';
import type { FixRequest, QuickFix } from './quickFix.ts';

/** What was probably meant: `from` is what is written, where that is told; `as` is what both are. */
interface Change {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly as: keyof typeof written;
}

/**
 * Writes what a rule says was probably meant in the place of what is there. Not where another text stands in that place,
 * as where a directive makes the value that is wrong.
 */
export function nearestFix({ problem, range, text }: FixRequest): QuickFix | undefined {
  const change = changeIn(problem, text);
  if (change?.to === undefined) return undefined;
  const { from, to, as } = change;
  const line = text.split('\n')[range.start.line] ?? '';
  const isOneLine = range.end.line === range.start.line;
  const old = isOneLine ? line.slice(range.start.character, range.end.character) : '';
  const quote = /^(["'])(.*)\1$/.exec(old);
  if (from !== undefined && (quote?.[2] ?? old) !== from) return undefined;
  const newText = written[as](to, from ?? old, quote?.[1]);
  if (newText === undefined || newText === old) return undefined;
  const title =
    as === 'field'
      ? ({ code: 'fix.rename-field', params: { from: from ?? old, to } } as const)
      : ({ code: 'fix.replace-value', params: { to: as === 'pattern' ? patternOf(to) : to } } as const);
  return {
    title,
    edits: [{ uri: problem.location.uri, range, newText }],
    preferred: !isOneOfSeveral(problem),
  };
}

/** Whether the text may be meant as it is, or what takes its place asks for more than that. */
function isOneOfSeveral(problem: LanguageProblem): boolean {
  if (problem.code === 'patch.new-container') return problem.params.hasImage;
  if (problem.code === 'patch.no-match') {
    // Of a pattern one name says less than was meant.
    return problem.params.nearest === undefined && /[\\^$*+?()[\]{}|]/.test(problem.params.target);
  }
  // What merges wants something to merge into.
  if (problem.code === 'generator.unknown-behavior') return problem.params.nearest !== 'create';
  return problem.code === 'schema.deprecated-version';
}

/** How each is written into YAML, given what is meant, what was there, and in which quotes; `undefined` where not. */
const written = {
  field: (to: string) => to,
  word: (to: string) => to,
  /** Quotes stay, and a string stays a string. */
  name(to: string, from: string, quote: string | undefined) {
    if (!/^[\w./:-]+$/.test(to)) return undefined;
    const mark = quote ?? (isPlainString(to) || !isPlainString(from) ? '' : '"');
    return `${mark}${to}${mark}`;
  },
  /** A name where a regular expression is read. */
  pattern(to: string) {
    const pattern = patternOf(to);
    return /^[A-Za-z][\w\\.-]*$/.test(pattern) && isPlainString(pattern) ? pattern : JSON.stringify(pattern);
  },
};

function patternOf(name: string): string {
  return name.replaceAll('.', '\\.');
}

/** Whether YAML reads a word without quotes as a string. */
function isPlainString(text: string): boolean {
  return !/^[-+]?[\d.]/.test(text) && !/^(?:true|false|yes|no|on|off|y|n|null)$/i.test(text);
}

function changeIn(problem: LanguageProblem, text: string): Change | undefined {
  switch (problem.code) {
    case 'kustomization.unknown-field':
    case 'schema.unknown-field':
    case 'patch.unknown-field':
    case 'replacement.unknown-field':
      // An apiVersion is a group as well as a version, of which another fix makes two fields.
      if (problem.params.field === 'apiVersion') return undefined;
      return { from: problem.params.field, to: problem.params.nearest, as: 'field' };
    case 'kustomization.key-case': {
      // Where both stand side by side the one would become the other's duplicate.
      const { field, name } = problem.params;
      const isTaken = new RegExp(`^[\\s-]*${name}\\s*:`, 'm').test(text);
      return { from: field, to: isTaken ? undefined : name, as: 'field' };
    }
    case 'generator.unknown-behavior':
      return { from: problem.params.behavior, to: problem.params.nearest, as: 'word' };
    case 'kustomization.unknown-build-metadata':
      return { from: problem.params.value, to: problem.params.nearest, as: 'word' };
    case 'patch.no-match':
      return { from: undefined, to: problem.params.nearest ?? problem.params.part, as: 'pattern' };
    case 'replacement.no-match':
      return { from: undefined, to: problem.params.nearest, as: 'pattern' };
    case 'patch.pattern':
    case 'replacement.pattern':
    case 'image.pattern':
      return { from: problem.params.name, to: problem.params.name, as: 'pattern' };
    case 'replicas.no-match':
    case 'image.no-match':
    case 'reference.near-miss':
    case 'patch.new-container':
      return { from: problem.params.name, to: problem.params.nearest, as: 'name' };
    case 'reference.no-key':
      return { from: problem.params.key, to: problem.params.nearest, as: 'name' };
    case 'reference.no-port':
    case 'selector.no-target-port':
    case 'workload.no-such-port':
      return { from: problem.params.port, to: problem.params.nearest, as: 'name' };
    case 'selector.near-miss':
      return { from: problem.params.value, to: problem.params.has, as: 'name' };
    case 'workload.no-image':
      return { from: problem.params.container, to: problem.params.nearest, as: 'name' };
    case 'schema.deprecated-version':
      return { from: problem.params.apiVersion, to: problem.params.use, as: 'name' };
    case 'schema.bad-value': {
      const { reason } = problem.params;
      if (reason.kind !== 'not-one-of') return undefined;
      const values = reason.values.filter(value => value !== '');
      return { from: reason.value, to: nearestName(reason.value, values), as: 'name' };
    }
    case 'image.name-with-tag': {
      // Where nothing else says which tag is meant another fix keeps it.
      const { newName, name, isAlone } = problem.params;
      return { from: newName, to: isAlone ? undefined : name, as: 'name' };
    }
    case 'workload.no-volume':
      return { from: problem.params.volume, to: problem.params.nearest, as: 'name' };
    default:
      return undefined;
  }
}
