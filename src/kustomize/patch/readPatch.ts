import type { YamlNode } from '../../yaml/node.ts';
import { problemOf } from '../buildContext.ts';
import { isAboutKey, type ParsedResources, parseResources } from '../load/resourceFile.ts';
import type { KustomizeProblem } from '../problems.ts';
import { jsonFlaw } from './jsonText.ts';
import type { PatchText } from './patchText.ts';
import { type JsonPatch, readJsonPatch } from './readJsonPatch.ts';
import { type StrategicPatch, stamp } from './strategicPatch.ts';

/** What the text of a patch holds: objects to merge, or operations; nothing at all is neither. */
export type ReadPatch =
  | { readonly form: 'strategic'; readonly patches: readonly StrategicPatch[] }
  | { readonly form: 'json'; readonly patch: JsonPatch }
  | { readonly form: 'unparsable'; readonly problems: readonly KustomizeProblem[] };

/** Reads a patch of which it is not said what kind it is, as an entry of `patches`. */
export function readPatch(text: PatchText): ReadPatch {
  const strategic = readStrategicPatches(text);
  if (strategic.problems.length === 0) return { form: 'strategic', patches: strategic.patches };
  const patch = readJsonPatch(text);
  if (patch !== undefined) return { form: 'json', patch };
  const flaw = jsonFlawIn(text);
  return { form: 'unparsable', problems: flaw === undefined ? strategic.problems : [flaw] };
}

/** What is wrong with a text that counts as JSON, at its place; `undefined` where the text is JSON, or need not be. */
export function jsonFlawIn(text: PatchText): KustomizeProblem | undefined {
  const { file } = text;
  if (!file.text.startsWith('[')) return undefined;
  const start = jsonFlaw(file.text);
  if (start === undefined) return undefined;
  return placed(problemOf('patch.bad-json', {}, { uri: file.uri, start, end: start + 1 }), text);
}

/** The objects of a strategic merge patch; `problems` says why the text is none. */
export function readStrategicPatches(text: PatchText): {
  readonly patches: readonly StrategicPatch[];
  readonly problems: readonly KustomizeProblem[];
} {
  const parsed: ParsedResources = parseResources(text.file);
  const problems = parsed.problems.filter(problem => problem.severity === 'error' && !isAboutKey(problem));
  const keyProblems = parsed.problems.filter(isAboutKey).map(problem => placed(problem, text));
  const patches = parsed.resources.map(({ node, location }) => ({
    text,
    source: node,
    node: stamp(node, text),
    document: location.document,
    keyProblems,
  }));
  return { patches, problems: problems.map(problem => placed(problem, text)) };
}

/** A problem of an inline text, at its place in the kustomization. */
function placed(problem: KustomizeProblem, text: PatchText): KustomizeProblem {
  const { location } = problem;
  if (text.file.uri !== text.entry.uri) return problem;
  if (!('start' in location)) return { ...problem, location: text.entry };
  const marker: YamlNode = { kind: 'sequence', items: [], start: location.start };
  return { ...problem, location: text.locate(marker, []) };
}
