import type { Position, Range } from '../../yaml/location.ts';
import type { FixRequest, QuickFix, TextEdit } from './quickFix.ts';

/** Writes into a patch the kind, version and name of the object that it was probably meant for. */
export function noTargetFix({ problem, range, text }: FixRequest): QuickFix | undefined {
  if (problem.code !== 'patch.no-target' || problem.params.nearest === undefined) return undefined;
  const [wanted, nearest] = [problem.params.id, problem.params.nearest].map(partsOf);
  // Which namespace an object gets, more than the patch decides.
  if (wanted === undefined || nearest === undefined || wanted.namespace !== nearest.namespace)
    return undefined;
  const lines = text.split('\n');
  const { uri } = problem.location;
  const edits: TextEdit[] = [];
  const written: string[] = [];
  for (const part of ['apiVersion', 'kind', 'name'] as const) {
    const to = nearest[part];
    if (wanted[part] === to) continue;
    const place = part === 'name' ? range : headerPlace(lines, range.start, part, wanted[part]);
    const old = place === undefined ? '' : textIn(lines, place);
    if (place === undefined || old.replaceAll(/^["']|["']$/g, '') !== wanted[part]) return undefined;
    edits.push({ uri, range: place, newText: to });
    written.push(to);
  }
  if (edits.length === 0) return undefined;
  return {
    title: { code: 'fix.replace-value', params: { to: written.join(' ') } },
    edits,
    // Wrong in one respect it is a slip; else it may be for an object that is still to come.
    preferred: edits.length === 1,
  };
}

function partsOf(id: string) {
  const [, kind, version = '', group, name, namespace] =
    /^([^./]*)\.([^./]*)\.([^/]*)\/(.*)\.([^.]*)$/.exec(id) ?? [];
  if (kind === undefined || name === undefined) return undefined;
  const apiVersion = group === '[noGrp]' ? version : `${group}/${version}`;
  return { kind, name, namespace, apiVersion };
}

/** Where a field of the patch's object stands with a value: in a line of its own above or below the name, or beside it in braces. */
function headerPlace(
  lines: readonly string[],
  { line }: Position,
  field: string,
  value: string,
): Range | undefined {
  const isEnd = (at: number) => /^\s*---/.test(lines[at] ?? '---');
  for (const step of [-1, 1]) {
    for (let at = step < 0 ? line : line + 1; !isEnd(at); at += step) {
      const [whole, before = ''] =
        new RegExp(
          `^(.*?(?:^|[\\s{,])["']?${field}["']?\\s*:\\s*)["']?${escaped(value)}["']?(?=\\s|[,}]|$)`,
        ).exec(lines[at] ?? '') ?? [];
      if (whole === undefined) continue;
      return { start: { line: at, character: before.length }, end: { line: at, character: whole.length } };
    }
  }
  return undefined;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function textIn(lines: readonly string[], { start, end }: Range): string {
  return start.line === end.line ? (lines[start.line] ?? '').slice(start.character, end.character) : '';
}
