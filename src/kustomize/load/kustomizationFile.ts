import { checkKustomization } from '../../schema/check.ts';
import { kustomization as kustomizationType } from '../../schema/kustomization.ts';
import { type PathLocation, valueAt } from '../../yaml/location.ts';
import type { SourceFile, YamlNode } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { type BuildContext, lookUp, problemOf, report } from '../buildContext.ts';
import type { KustomizeProblem } from '../problems.ts';
import { field, isNullNode, type Kustomization, type ParsedKustomization, textOf } from './kustomization.ts';
import { isWithin } from './paths.ts';
import { textProblem } from './textFile.ts';

/** The names kustomize recognises, in the order it looks for them. */
export const kustomizationFileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/** Whether a file's name was by all likelihood meant to be one that kustomize recognises. */
export function isMisnamed(name: string): boolean {
  if (kustomizationFileNames.some(right => right === name)) return false;
  return /^kustomi[sz](?:a?tion|e)s?(?:\.ya?ml)?$/i.test(name);
}

/** A bigger kustomization is refused: people write some kilobytes, and an editor checks it at every key press. */
const maxKustomizationBytes = 1024 * 1024;

/**
 * Reads the kustomization of a directory (given by its real path). Reports at `referrer`, the item that led here,
 * what is wrong with the directory, and at the file what is wrong with the file. `undefined` where there is
 * nothing to go on with: absent, broken, empty, or not yet known to the snapshot.
 */
export function readKustomization(
  context: BuildContext,
  directory: string,
  names: readonly string[],
  referrer: PathLocation,
): Kustomization | undefined {
  const found = kustomizationFileNames.filter(name => names.includes(name));
  const [name] = found;
  if (name === undefined) {
    const nearest = names.find(isMisnamed);
    report(context, 'kustomization.missing', { directory, ...(nearest ? { nearest } : {}) }, referrer);
    return undefined;
  }
  if (found.length > 1) {
    report(context, 'kustomization.several', { directory, names: found }, referrer);
    return undefined;
  }
  const entry = lookUp(context, `${directory === '/' ? '' : directory}/${name}`);
  if (entry === undefined) return undefined;
  if (entry.kind !== 'file') {
    report(context, 'kustomization.missing', { directory }, referrer);
    return undefined;
  }
  const isLocal = context.clone === undefined && context.options.loadRestrictor === 'none';
  if (!isLocal && !isWithin(entry.realpath, directory)) {
    report(context, 'resource.outside-root', { path: name, root: directory }, referrer);
    return undefined;
  }
  if (entry.bytes.length > maxKustomizationBytes) {
    const params = { bytes: entry.bytes.length, limit: maxKustomizationBytes };
    report(context, 'yaml.too-large', params, { uri: entry.file.uri, start: 0, end: 0 });
    return undefined;
  }
  const broken = textProblem(entry);
  if (broken !== undefined) {
    context.problems.push(broken);
    return undefined;
  }
  const parsed = parseOnce(context, entry.file, directory);
  context.problems.push(...parsed.problems);
  return parsed.kustomization;
}

function parseOnce(context: BuildContext, file: SourceFile, directory: string): ParsedKustomization {
  let parsed = context.cache.kustomizations.get(file);
  if (parsed === undefined) {
    parsed = parseKustomization(file, directory);
    context.cache.kustomizations.set(file, parsed);
  }
  return parsed;
}

function parseKustomization(file: SourceFile, directory: string): ParsedKustomization {
  const { node, problems } = parseDocument(file);
  const broken = problems.filter(problem => problem.severity === 'error');
  const refused = (problem: KustomizeProblem) => ({ kustomization: undefined, problems: [problem] });
  if (broken.length > 0) return { kustomization: undefined, problems: broken };
  if (node === undefined || isNullNode(node)) {
    return refused(problemOf('kustomization.empty', {}, valueAt(file, [])));
  }
  const structure = checkKustomization(node, kustomizationType, file.uri);
  if (node.kind !== 'mapping') return { kustomization: undefined, problems: structure };
  const isHeader = (key: string) => /^(apiversion|kind)$/i.test(key);
  if (node.keys.every((key, index) => isHeader(key) || isZero(node.values[index]))) {
    return refused(problemOf('kustomization.empty', {}, valueAt(file, [])));
  }
  const kind = textOf(field(node, 'kind')) || 'Kustomization';
  if (kind !== 'Kustomization' && kind !== 'Component') {
    return refused(problemOf('kustomization.wrong-kind', { kind }, valueAt(file, ['kind'])));
  }
  const expected = `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`;
  const apiVersion = textOf(field(node, 'apiVersion')) || expected;
  if (apiVersion !== expected) {
    const location = valueAt(file, ['apiVersion']);
    return refused(problemOf('kustomization.wrong-version', { apiVersion, expected }, location));
  }
  // A field that is wrong by itself does not keep the others from being looked at.
  return { kustomization: { file, node, directory, kind }, problems: structure };
}

/** Whether Go's decoder leaves a field at its zero value: null, an empty string, false, an empty mapping's struct. */
function isZero(node: YamlNode | undefined): boolean {
  if (node === undefined || isNullNode(node)) return true;
  return node.kind === 'scalar' && (node.text === '' || node.text === 'false');
}
