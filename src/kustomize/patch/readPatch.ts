import type { YamlNode } from '../../yaml/node.ts';
import { isAboutKey, type ParsedResources, parseResources } from '../load/resourceFile.ts';
import type { KustomizeProblem } from '../problems.ts';
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
  return patch === undefined ? { form: 'unparsable', problems: strategic.problems } : { form: 'json', patch };
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
