import { posix } from 'node:path';
import type { PathLocation } from '../../yaml/location.ts';
import type { Mapping, YamlNode } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import type { V3Node } from '../../yaml/v3/node.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { field, type Kustomization, scalarField, textOf } from '../load/kustomization.ts';
import { loadFile } from '../load/loadFile.ts';
import { selectResources } from '../patch/selector.ts';
import { failed, lookUp } from '../replacement/matchPath.ts';
import { close, open, setText } from '../replacement/workTree.ts';
import { formatId, type Resource, withNode } from '../resource.ts';
import { fieldPath } from '../transform/fieldSpec.ts';
import { writeNamespace } from '../transform/namespace.ts';
import type { Directive } from '../transform/setScalar.ts';

/** One of the plugin's `targets`, wherever it is written. */
interface Target {
  readonly node: YamlNode;
  readonly location: PathLocation;
}

/**
 * The builtin ValueAddTransformer: writes one text into fields of what its targets select, or between two steps of the
 * file paths that stand there. Without `value` that is the name of the kustomization's directory.
 */
export function runValueAdd(
  context: BuildContext,
  kustomization: Kustomization,
  plugin: Resource,
  resources: readonly Resource[],
): readonly Resource[] {
  const targets = targetsOf(context, kustomization, plugin);
  if (targets === undefined) return resources;
  if (targets.length === 0) return lacking(context, plugin, 'targets', resources);
  const bad = targets.flatMap(({ node }) => badField(node) ?? [])[0];
  if (bad !== undefined) return lacking(context, plugin, bad, resources);
  const written = scalarField(plugin.node, 'value');
  const value = textOf(written).trim() || posix.basename(kustomization.directory);
  const directive = { name: 'value', file: plugin.file, start: written?.start ?? plugin.node.start };
  return targets.reduce((current, { node, location }) => {
    const selector = field(node, 'selector');
    const selected =
      selector === undefined ? current : (selectResources(context, selector, location, current) ?? []);
    const chosen = new Set(selected);
    return current.map(resource =>
      chosen.has(resource) ? addTo(context, resource, { node, location }, value, directive) : resource,
    );
  }, resources);
}

/** `undefined` where the file of further targets cannot be read. */
function targetsOf(
  context: BuildContext,
  kustomization: Kustomization,
  plugin: Resource,
): readonly Target[] | undefined {
  const own = targetsIn(plugin.node, plugin.location);
  const path = textOf(field(plugin.node, 'targetFilePath'));
  if (path === '') return own;
  const entry = loadFile(context, kustomization, path, plugin.location);
  if (entry === undefined) return undefined;
  const { node, problems } = parseDocument(entry.file);
  context.problems.push(...problems.filter(({ severity }) => severity === 'error'));
  const place: PathLocation = { uri: entry.file.uri, document: 0, path: [], part: 'value' };
  return node === undefined ? own : [...own, ...targetsIn(node, place)];
}

function targetsIn(node: YamlNode, location: PathLocation): readonly Target[] {
  const list = field(node, 'targets');
  return list?.kind === 'sequence' ? list.items.map(item => ({ node: item, location })) : [];
}

/** The field of a target that the official tool does not take. */
function badField(target: YamlNode): string | undefined {
  if (textOf(field(target, 'fieldPath')) === '') return 'fieldPath';
  return positionOf(target) < 0 ? 'filePathPosition' : undefined;
}

function positionOf(target: YamlNode): number {
  const text = textOf(field(target, 'filePathPosition'));
  if (text === '') return 0;
  return /^-?\d+$/.test(text) ? Number(text) : -1;
}

function lacking(
  context: BuildContext,
  plugin: Resource,
  name: string,
  resources: readonly Resource[],
): readonly Resource[] {
  report(context, 'plugin.lacks-field', { kind: plugin.id.kind, field: name }, plugin.location);
  return resources;
}

function addTo(
  context: BuildContext,
  resource: Resource,
  { node: target, location }: Target,
  value: string,
  directive: Directive,
): Resource {
  const path = textOf(field(target, 'fieldPath'));
  if (path === 'metadata/namespace') {
    const change = { namespace: value, directive, specs: [], unsetOnly: false, location };
    return writeNamespace(context, resource, { ...change, subjects: 'defaultOnly' });
  }
  const root = open(resource.node, resource.file);
  const position = positionOf(target);
  const found = lookUp(root, fieldPath(path), 'scalar');
  if (found === failed || (found === undefined && position > 0) || (found && !isScalar(found))) {
    const params = { resource: formatId(resource.id), field: path };
    report(context, 'transformer.bad-field', params, location, [resource.location]);
    return resource;
  }
  if (found === undefined) return resource;
  const text = position > 0 ? withPart(found.text, position - 1, value) : value;
  // The official tool sets a node without a tag: what is written may thereby become a number.
  found.tag = '';
  found.tagged = false;
  setText(found, text, directive);
  return withNode(resource, close(root, directive) as Mapping);
}

function isScalar(node: V3Node): boolean {
  return node.kind === 'scalar';
}

/** A file path with one more step at a place; one that is absolute stays so (kyaml's `InsertPathPart`). */
function withPart(path: string, place: number, part: string): string {
  const steps = path === '' ? [] : path === '/' ? [''] : path.split('/');
  const isAbsolute = steps[0] === '';
  const at = Math.min(place, steps.length);
  const all = steps.toSpliced(isAbsolute && at < steps.length ? at + 1 : at, 0, part);
  return isAbsolute ? `/${posix.join(...all.slice(1))}` : posix.join(...all);
}
