import { posix } from 'node:path';
import type { PathLocation } from '../../yaml/location.ts';
import { get, type Mapping, withEntry } from '../../yaml/node.ts';
import { writeString } from '../../yaml/printString.ts';
import type { BuildContext } from '../buildContext.ts';
import { items, type Kustomization, textOf } from '../load/kustomization.ts';
import { stringMap } from '../patch/strategicPatch.ts';
import { originIn, type RemoteOrigin } from '../remote/clone.ts';
import { type Resource, type Transformation, withNode } from '../resource.ts';
import { emptyMapping, updateField } from '../transform/fieldSpec.ts';
import { type Directive, setEntryString } from '../transform/setScalar.ts';

/** The notes a root wants in its output, each with the item of `buildMetadata` that asks for it. */
export type BuildMetadata = ReadonlyMap<string, Directive>;

/** The `buildMetadata` of a root; values that kustomize does not know have no effect. */
export function readBuildMetadata(kustomization: Kustomization): BuildMetadata {
  const { file } = kustomization;
  return new Map(
    items(kustomization, 'buildMetadata').map(({ node }, index) => [
      textOf(node),
      { name: `buildMetadata[${index}]`, file, start: node.start },
    ]),
  );
}

/** The same with the label of who manages it, which a flag asks for. */
export function withManagedByLabel(metadata: BuildMetadata, { file }: Kustomization): BuildMetadata {
  return new Map([['managedByLabel', { name: 'buildMetadata', file, start: 0 }], ...metadata]);
}

/** Notes that transformers of one kind ran `times` over every resource, also those they did not change. */
export function recordTransformation(
  context: BuildContext,
  kustomization: Kustomization,
  resources: readonly Resource[],
  kind: string,
  times: number,
): readonly Resource[] {
  return record(context, resources, { file: kustomization.file.path, kind, clone: context.clone }, times);
}

/** Notes that a plugin ran over every resource. */
export function recordPlugin(
  context: BuildContext,
  plugin: Resource,
  resources: readonly Resource[],
): readonly Resource[] {
  return record(context, resources, pluginTransformation(context, plugin), 1);
}

/** How a plugin's configuration is named in notes. */
export function pluginTransformation(
  { clone }: BuildContext,
  { file, node, id: { kind, name, namespace } }: Resource,
): Transformation {
  const metadata = get(node, 'metadata');
  const named = ['name', 'namespace'].map(key => get(metadata, key)).filter(one => one?.kind === 'scalar');
  return { file: file.path, kind, clone, name, named, ...(namespace === '' ? {} : { namespace }) };
}

function record(
  context: BuildContext,
  resources: readonly Resource[],
  transformation: Transformation,
  times: number,
): readonly Resource[] {
  if (times === 0 || !context.recordsTransformations) return resources;
  const added = Array.from({ length: times }, () => transformation);
  return rewriteAnnotations(context, resources).map(resource => ({
    ...resource,
    transformations: [...resource.transformations, ...added],
  }));
}

/**
 * The resources as a note in their annotations leaves them, where the build takes notes: all annotations are then
 * written anew, as strings of their own.
 */
export function rewriteAnnotations(
  context: BuildContext,
  resources: readonly Resource[],
): readonly Resource[] {
  if (!context.recordsTransformations) return resources;
  return resources.map(resource => {
    const metadata = get(resource.node, 'metadata');
    const annotations = get(metadata, 'annotations');
    if (metadata?.kind !== 'mapping' || annotations?.kind !== 'mapping') return resource;
    const strings = withEntry(metadata, 'annotations', stringMap(annotations));
    return withNode(resource, withEntry(resource.node, 'metadata', strings));
  });
}

const originKey = 'config.kubernetes.io/origin';
const transformationsKey = 'alpha.config.kubernetes.io/transformations';

/**
 * Writes the notes into a resource; annotations of these names in the source are taken for kustomize's own and go.
 * Calls `refuse` where its labels are no mapping that could take one more.
 */
export function annotate(
  resource: Resource,
  metadata: BuildMetadata,
  root: string,
  refuse: (resource: Resource) => void,
): Resource {
  const { generatedBy, transformations } = resource;
  let node = withoutOwn(resource.node);
  const origin = metadata.get('originAnnotations');
  if (origin !== undefined) {
    const made = generatedBy === undefined ? [] : [generatedBy];
    node = withAnnotation(node, originKey, originText(resource, root), copying(origin, made));
  }
  const steps = metadata.get('transformerAnnotations');
  if (steps !== undefined && transformations.length > 0) {
    const text = transformations.map(step => `- ${indent(configuredText(step, root))}`).join('');
    node = withAnnotation(node, transformationsKey, text, copying(steps, transformations));
  }
  const managed = metadata.get('managedByLabel');
  if (managed !== undefined) node = withManagedBy(node, managed, () => refuse(resource));
  return withNode(resource, node);
}

/** The directive as it writes what was configured by these. */
function copying(directive: Directive, configured: readonly Transformation[]): Directive {
  const scalars = new Set(configured.flatMap(({ named = [] }) => named));
  return scalars.size === 0
    ? directive
    : { ...directive, copies: [...scalars].map(scalar => ({ scalar, isSecret: false })) };
}

function originText({ generatedBy, file, origin }: Resource, root: string): string {
  if (generatedBy !== undefined) return configuredText(generatedBy, root);
  if (origin === undefined) return `path: ${posix.relative(root, file.path)}\n`;
  return `path: ${origin.path}\n${sourceText(origin)}`;
}

function configuredText({ file, kind, clone, name, namespace }: Transformation, root: string): string {
  const origin = originIn(clone, file);
  const source = origin === undefined ? '' : sourceText(origin);
  const path = origin?.path ?? posix.relative(root, file);
  const named = name === undefined ? '' : `  name: ${name}\n`;
  const placed = namespace === undefined ? '' : `  namespace: ${namespace}\n`;
  const by = `configuredBy:\n  apiVersion: builtin\n  kind: ${kind}\n${named}${placed}`;
  return `${source}configuredIn: ${path}\n${by}`;
}

function sourceText(origin: RemoteOrigin): string {
  return (['repo', 'ref'] as const)
    .filter(key => origin[key] !== '')
    .map(key => `${key}: ${writeString(origin[key], { column: key.length + 2, indent: 0, isKey: false })}\n`)
    .join('');
}

function indent(text: string): string {
  return text.replace(/\n(?=.)/g, '\n  ');
}

function withoutOwn(node: Mapping): Mapping {
  const metadata = get(node, 'metadata');
  const annotations = get(metadata, 'annotations');
  if (metadata?.kind !== 'mapping' || annotations?.kind !== 'mapping') return node;
  const kept = annotations.keys.map(key => key !== originKey && key !== transformationsKey);
  if (kept.every(Boolean)) return node;
  const only = <Value>(values: readonly Value[]) => values.filter((_, index) => kept[index]);
  const { keys, keyStarts, values } = annotations;
  const rest = { ...annotations, keys: only(keys), keyStarts: only(keyStarts), values: only(values) };
  return withEntry(node, 'metadata', withEntry(metadata, 'annotations', rest));
}

function withAnnotation(node: Mapping, key: string, text: string, directive: Directive): Mapping {
  const updated = updateField(node, ['metadata', 'annotations'], true, {
    set: annotations =>
      withEntry(
        annotations?.kind === 'mapping' ? annotations : emptyMapping,
        key,
        setEntryString(undefined, text, directive),
      ),
    mismatch: () => undefined,
    leaf: 'mapping',
  });
  return updated as Mapping;
}

function withManagedBy(node: Mapping, directive: Directive, refuse: () => void): Mapping {
  const label = setEntryString(undefined, 'kustomize-v5.8.1', directive);
  const updated = updateField(node, ['metadata', 'labels'], true, {
    set: labels => {
      if (labels !== undefined && labels.kind !== 'mapping') refuse();
      return withEntry(
        labels?.kind === 'mapping' ? labels : emptyMapping,
        'app.kubernetes.io/managed-by',
        label,
      );
    },
    mismatch: refuse,
    leaf: 'mapping',
  });
  return updated as Mapping;
}

/** Where a root asks for a note of this name; `undefined` where it does not. */
export function noteLocation(kustomization: Kustomization, name: string): PathLocation | undefined {
  return items(kustomization, 'buildMetadata').find(({ node }) => textOf(node) === name)?.location;
}
