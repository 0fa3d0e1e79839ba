import type { Resource } from '../kustomize/resource.ts';
import { splitImage } from '../kustomize/transform/imageReference.ts';
import type { NamedPart } from '../schema/fieldType.ts';
import { get, type YamlNode } from '../yaml/node.ts';
import type { Completion, Cursor } from './completion.ts';
import { kustomizationText } from './completionSources.ts';
import type { CursorContext } from './cursorContext.ts';
import { plainText } from './lineShape.ts';
import { scalarInsert } from './scalarInsert.ts';

/** More names than this are no choice. */
const mostNames = 500;

/** Names of what the kustomization's resources are, in the order in which they come, each once. */
export async function nameCompletions(part: NamedPart, cursor: Cursor): Promise<readonly Completion[]> {
  const { context, path, line, sources } = cursor;
  const resources = await sources.resources(path, line);
  const names = new Set(namesOf(part, resources, context, cursor));
  for (const taken of takenNames(part, cursor)) names.delete(taken);
  return [...names].slice(0, mostNames).map((name, rank) => ({
    kind: 'value',
    label: name,
    range: context.range,
    rank,
    ...scalarInsert(name, context),
  }));
}

function namesOf(
  part: NamedPart,
  resources: readonly Resource[],
  context: CursorContext,
  cursor: Cursor,
): readonly string[] {
  if (part === 'image') return resources.flatMap(({ node }) => imagesIn(node));
  if (part === 'namespace') return [...resources.flatMap(namespacesOf), ...namespacesOfRoots(cursor)];
  if (part === 'workload') return resources.filter(isScaled).flatMap(idNames);
  const fitting = resources.filter(resource => fits(resource, context, part));
  if (part === 'name') return fitting.flatMap(idNames);
  if (part === 'apiVersion') {
    return fitting.map(({ id }) => (id.group === '' ? id.version : `${id.group}/${id.version}`));
  }
  return fitting.map(({ id }) => id[part]).filter(text => text !== '');
}

/** The name at present, then former ones, by which a resource is found too. */
function idNames({ id, previous }: Resource): readonly string[] {
  return [id.name, ...previous.map(({ name }) => name)];
}

/** Kinds with a number of replicas that kustomize changes. */
function isScaled({ id }: Resource): boolean {
  return /^(?:Deployment|ReplicationController|ReplicaSet|StatefulSet)$/.test(id.kind);
}

/** Whether a resource is what the other fields of the selector say, as far as they are plain words. */
function fits({ id }: Resource, { values }: CursorContext, part: NamedPart): boolean {
  return (['group', 'version', 'kind', 'namespace'] as const).every(name => {
    const wanted = values.get(name);
    if (name === part || wanted === undefined || !/^[\w-]+(?:\.[\w-]+)*$/.test(wanted)) return true;
    return id[name] === wanted || (name === 'namespace' && wanted === 'default' && id.namespace === '');
  });
}

/** Every `image` in a list of containers, where the images transformer looks for them, without tag and digest. */
function imagesIn(node: YamlNode): readonly string[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'sequence') return node.items.flatMap(imagesIn);
  return node.keys.flatMap((key, index) => {
    const value = node.values[index];
    if (value === undefined) return [];
    const inside = imagesIn(value);
    if (!/^(?:initC|c)ontainers$/.test(key) || value.kind !== 'sequence') return inside;
    const images = value.items.map(container => get(container, 'image'));
    return [
      ...images.flatMap(image => (image?.kind === 'scalar' ? splitImage(image.text).name : [])),
      ...inside,
    ];
  });
}

function namespacesOf({ id }: Resource): readonly string[] {
  if (id.kind === 'Namespace' && id.group === '') return [id.name];
  return id.namespace === '' ? [] : [id.namespace];
}

/** What other kustomizations put their resources into. */
function namespacesOfRoots({ path, sources }: Cursor): readonly string[] {
  return sources.roots().flatMap(root => {
    if (path.startsWith(`${root}/`) && !path.slice(root.length + 1).includes('/')) return [];
    const text = kustomizationText(sources.workspace.snapshot, root);
    const written = text === undefined ? undefined : /^namespace:[ \t]+(\S.*)$/m.exec(text)?.[1];
    return written === undefined ? [] : [plainText(written)];
  });
}

/** Images and workloads that another entry of the list names already. */
function takenNames(part: NamedPart, { context, text, line }: Cursor): readonly string[] {
  if (part === 'kind') return context.items;
  if (part !== 'image' && part !== 'workload') return [];
  const [list = ''] = context.path;
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex(other => other.startsWith(`${list}:`));
  const taken: string[] = [];
  for (let index = start; index >= 0 && index < lines.length; index += 1) {
    const other = lines[index] ?? '';
    if (index > start && /^[\w"']/.test(other)) break;
    if (index === line) continue;
    for (const match of other.matchAll(/(?:[{,]|- |^\s+)\s*name:\s+([^\s,{}][^,{}]*)/g))
      taken.push(plainText(match[1] ?? ''));
  }
  return taken;
}
