import { checkKustomization } from '../../schema/check.ts';
import { kustomization as kustomizationType } from '../../schema/kustomization.ts';
import type { PathLocation } from '../../yaml/location.ts';
import { get, type Mapping, type Scalar, type SourceFile, type YamlNode } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import { type BuildContext, lookUp, problemOf, report, valueAt } from '../buildContext.ts';
import type { KustomizeProblem } from '../problems.ts';
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

/** A kustomization file that was read and is sound as far as its structure goes. */
export interface Kustomization {
  readonly file: SourceFile;
  readonly node: Mapping;
  /** Real path of its directory. */
  readonly directory: string;
  readonly kind: 'Kustomization' | 'Component';
}

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

/** A kustomization file and what is wrong with it by itself. */
export interface ParsedKustomization {
  readonly kustomization: Kustomization | undefined;
  readonly problems: readonly KustomizeProblem[];
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

/** A null however it is spelled: `null`, `~` or nothing at all. */
export function isNullNode(node: YamlNode): boolean {
  return node.kind === 'scalar' && resolveScalar(node).type === 'null';
}

/** The key under which a field stands: an exact match wins over one in another case. */
export function keyOf(node: Mapping, name: string): string | undefined {
  if (node.keys.includes(name)) return name;
  const lower = name.toLowerCase();
  return node.keys.findLast(key => key.toLowerCase() === lower);
}

/** The value of a field; keys match in any case. `undefined` where absent or null. */
export function field(node: YamlNode | undefined, name: string): YamlNode | undefined {
  if (node?.kind !== 'mapping') return undefined;
  const key = keyOf(node, name);
  const value = key === undefined ? undefined : get(node, key);
  return value === undefined || isNullNode(value) ? undefined : value;
}

/** An item of a list in a kustomization with its place. */
export interface Item {
  readonly node: YamlNode;
  readonly location: PathLocation;
}

/** A list's items; empty where the field is absent. */
export function items(kustomization: Kustomization, name: string): readonly Item[] {
  const list = field(kustomization.node, name);
  if (list?.kind !== 'sequence') return [];
  const key = keyOf(kustomization.node, name) ?? name;
  return list.items.map((node, index) => ({ node, location: valueAt(kustomization.file, [key, index]) }));
}

/** The text of a scalar, or the empty string, which Go's decoder gives an absent field. */
export function textOf(node: YamlNode | undefined): string {
  return node?.kind === 'scalar' && !isNullNode(node) ? node.text : '';
}

/** The scalar at a field, where there is one that is not null. */
export function scalarField(node: YamlNode | undefined, name: string): Scalar | undefined {
  const value = field(node, name);
  return value?.kind === 'scalar' ? value : undefined;
}
