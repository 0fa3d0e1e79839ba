import type { YamlNode } from '../../yaml/node.ts';
import { type Gathering, gatherItem } from '../accumulate/gather.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { absorbGenerated } from '../generate/absorb.ts';
import type { Generated } from '../generate/generateData.ts';
import { type Item, items, textOf } from '../load/kustomization.ts';
import { parseResources } from '../load/resourceFile.ts';
import { pluginTransformation, recordPlugin } from '../render/buildMetadata.ts';
import { apiVersionOf, type Resource } from '../resource.ts';
import { createResourceSet } from '../resourceSet.ts';
import { runBuiltinGenerator } from './builtinGenerator.ts';
import { builtinKinds, nearestKind } from './builtinKinds.ts';
import { runBuiltinTransformer } from './builtinTransformer.ts';
import { isUnchanged } from './isUnchanged.ts';
import { placeAtItem } from './placeAtItem.ts';

/** Runs the plugins of `generators`: kustomize's builtin ones. Others are programs, and a problem says they do not run. */
export function runGenerators(gathering: Gathering): void {
  const { context, kustomization, set } = gathering;
  for (const plugin of loadPlugins(gathering, 'generators')) {
    const run = () => runBuiltinGenerator(context, kustomization, plugin);
    const generated = isBuiltin(plugin) ? placeAtItem(context, kustomization, plugin, run) : undefined;
    if (generated === undefined) reportNotRun(gathering, plugin, 'generators');
    else for (const one of generated) absorbGenerated(context, set, madeBy(context, plugin, one));
  }
}

/** Runs the plugins of `transformers`, then those of `validators`, which may only look. */
export function runTransformers(gathering: Gathering, resources: readonly Resource[]): readonly Resource[] {
  const { context } = gathering;
  const transformed = loadPlugins(gathering, 'transformers').reduce((current, plugin) => {
    const result = runTransformer(gathering, plugin, current);
    return result === undefined ? current : recordPlugin(context, plugin, result);
  }, resources);
  return loadPlugins(gathering, 'validators').reduce((current, plugin) => {
    const result = runTransformer(gathering, plugin, current);
    if (result === undefined) return current;
    if (isUnchanged(context, current, result)) return result;
    report(context, 'plugin.validator-changes', { kind: plugin.id.kind }, plugin.location);
    return current;
  }, transformed);
}

/** `undefined` where the plugin is not one of ours to run, which is reported. */
function runTransformer(
  gathering: Gathering,
  plugin: Resource,
  resources: readonly Resource[],
): readonly Resource[] | undefined {
  const { context, kustomization } = gathering;
  const run = () => runBuiltinTransformer(context, kustomization, plugin, resources);
  const result = isBuiltin(plugin) ? placeAtItem(context, kustomization, plugin, run) : undefined;
  if (result === undefined) reportNotRun(gathering, plugin, 'transformers');
  return result;
}

function madeBy(context: BuildContext, plugin: Resource, generated: Generated): Generated {
  const generatedBy = pluginTransformation(context, plugin);
  return { ...generated, resource: { ...generated.resource, generatedBy, hasGeneratorNote: true } };
}

function isBuiltin({ id }: Resource): boolean {
  return apiVersionOf(id) === 'builtin';
}

function reportNotRun({ context }: Gathering, plugin: Resource, list: keyof typeof builtinKinds): void {
  const { kind } = plugin.id;
  if (!isBuiltin(plugin)) {
    report(context, 'plugin.not-run', { kind }, plugin.location);
    return;
  }
  const nearest = nearestKind(kind, builtinKinds[list]);
  report(context, 'plugin.unknown', nearest === undefined ? { kind } : { kind, nearest }, plugin.location);
}

/** The configurations that a field names or holds: objects like any others, from files, bases or written out. */
function loadPlugins(gathering: Gathering, name: string): readonly Resource[] {
  const { context } = gathering;
  const set = createResourceSet(context, []);
  const elsewhere: Item[] = [];
  for (const item of items(gathering.kustomization, name)) {
    const inline = inlinePlugins(gathering, item.node);
    if (inline.length === 0) elsewhere.push(item);
    for (const plugin of inline) set.append({ ...plugin, location: item.location }, item.location);
  }
  // Those written out run first, wherever they stand in the list.
  for (const item of elsewhere) gatherItem({ ...gathering, set }, item);
  for (const { keyProblems } of set.resources) context.problems.push(...keyProblems);
  return set.resources;
}

function inlinePlugins({ kustomization }: Gathering, node: YamlNode): readonly Resource[] {
  const text = textOf(node);
  if (!/[:\n{]/.test(text)) return [];
  const { file } = kustomization;
  const parsed = parseResources({ uri: file.uri, path: file.path, text });
  if (parsed.problems.some(({ severity }) => severity === 'error')) return [];
  // What is written in the text of a scalar stands, for all who ask, where the scalar stands.
  return parsed.resources.map(resource => ({
    ...resource,
    file,
    node: standingAt(resource.node, node.start),
  }));
}

function standingAt<Node extends YamlNode>(node: Node, start: number): Node {
  if (node.kind === 'scalar') return { ...node, start };
  if (node.kind === 'sequence')
    return { ...node, start, items: node.items.map(item => standingAt(item, start)) };
  const { keys, values } = node;
  return {
    ...node,
    start,
    keyStarts: keys.map(() => start),
    values: values.map(value => standingAt(value, start)),
  };
}
