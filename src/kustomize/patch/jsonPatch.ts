import { get, type Mapping, type YamlNode } from '../../yaml/node.ts';
import { resolveScalar } from '../../yaml/resolve.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { isNullNode, textOf } from '../load/kustomization.ts';
import { hasOwnAnnotations } from '../ownAnnotations.ts';
import { isUnreadable } from '../render/checkRenderable.ts';
import { formatId, isSecretData, type Resource, type ResourceId, withNode } from '../resource.ts';
import { emptyMapping } from '../transform/fieldSpec.ts';
import {
  type Container,
  changeAt,
  isFailure,
  lookUpPointer,
  type PointerFailure,
  valueAt,
  withAdded,
  withoutValue,
  withValue,
} from './jsonPointer.ts';
import { isEqualJson, throughJson } from './jsonValue.ts';
import { inPlaceOf } from './openTree.ts';
import type { JsonPatch } from './readJsonPatch.ts';
import { stringMap } from './strategicPatch.ts';

/** Why an operation fails, and at which of its fields. */
type Failure =
  | (PointerFailure & { readonly field: 'path' | 'from' })
  | { readonly kind: 'op'; readonly op: string }
  | { readonly kind: 'incomplete'; readonly field: 'path' | 'from' | 'value' }
  | { readonly kind: 'test' };

/**
 * Applies the operations to a resource as evanphx/json-patch v4 does within kustomize: through JSON, so that all of
 * the resource comes out as JSON knows it. Gives the same resource where an operation fails, which is reported.
 */
export function applyJsonPatch(context: BuildContext, resource: Resource, patch: JsonPatch): Resource {
  if (isUnreadable(context, resource, patch.text.locate(patch.source, []))) return resource;
  let root: Container = hasOwnAnnotations(context, resource) ? withAnnotations(resource.node) : resource.node;
  for (const [index, operation] of patch.operations.entries()) {
    const result = run(root, operation, patch, resource.id);
    if (!isContainer(result)) {
      reportFailure(context, resource, patch, index, result);
      return resource;
    }
    root = result;
  }
  if (root.kind !== 'mapping') {
    const location = patch.text.locate(patch.source, []);
    report(context, 'patch.json-not-an-object', { resource: formatId(resource.id) }, location);
    return resource;
  }
  const patched = withNode(resource, withStringAnnotations(throughJson(root)));
  const kind = textOf(get(patched.node, 'kind'));
  const name = textOf(get(get(patched.node, 'metadata'), 'name'));
  if (kind !== '' && (name !== '' || kind.endsWith('List'))) return patched;
  return { ...patched, unnamedBy: resource.unnamedBy ?? patch.text.locate(patch.source, []) };
}

function withAnnotations(node: Mapping): Mapping {
  const metadata = get(node, 'metadata') ?? emptyMapping;
  if (metadata.kind !== 'mapping' || get(metadata, 'annotations') !== undefined) return node;
  return withValue(node, 'metadata', withValue(metadata, 'annotations', emptyMapping)) as Mapping;
}

function isContainer(result: Container | Failure): result is Container {
  return result.kind === 'mapping' || result.kind === 'sequence';
}

function run(
  root: Container,
  operation: Mapping | undefined,
  patch: JsonPatch,
  id: ResourceId,
): Container | Failure {
  const op = operation === undefined ? undefined : stringAt(operation, 'op');
  if (operation === undefined || op === undefined) return { kind: 'op', op: '' };
  const path = stringAt(operation, 'path');
  const value = get(operation, 'value');
  if (!/^(?:add|remove|replace|move|copy|test)$/.test(op)) return { kind: 'op', op };
  if (op === 'move' || op === 'copy') return transfer(root, operation, { isMove: op === 'move', patch, id });
  if (path === undefined) return { kind: 'incomplete', field: 'path' };
  switch (op) {
    case 'add':
      return at(
        'path',
        changeAt(root, path, (into, step) => withAdded(into, step, value ?? nullIn(patch))),
      );
    case 'remove':
      return at('path', changeAt(root, path, withoutValue));
    case 'replace':
      return replace(root, path, value, patch);
    default:
      return test(root, path, value, patch);
  }
}

function at(field: 'path' | 'from', result: Container | PointerFailure): Container | Failure {
  return isFailure(result) ? { ...result, field } : result;
}

function replace(
  root: Container,
  path: string,
  value: YamlNode | undefined,
  patch: JsonPatch,
): Container | Failure {
  if (path === '') {
    if (value === undefined || value.kind === 'scalar') return { kind: 'incomplete', field: 'value' };
    return inPlaceOf(value, root);
  }
  const result = changeAt(root, path, (container, step) => {
    const old = valueAt(container, step);
    if (old !== undefined && isFailure(old)) return old;
    // A key that is not there is added, unlike what RFC 6902 says.
    return withValue(container, step, inPlaceOf(value ?? nullIn(patch), old));
  });
  return at('path', result);
}

function transfer(
  root: Container,
  operation: Mapping,
  { isMove, patch, id }: { readonly isMove: boolean; readonly patch: JsonPatch; readonly id: ResourceId },
): Container | Failure {
  const from = stringAt(operation, 'from');
  if (from === undefined) return { kind: 'incomplete', field: 'from' };
  const found = lookUpPointer(root, from);
  if (found !== undefined && isFailure(found)) return { ...found, field: 'from' };
  const rest = isMove ? at('from', changeAt(root, from, withoutValue)) : root;
  if (!isContainer(rest)) return rest;
  const path = stringAt(operation, 'path');
  if (path === undefined) return { kind: 'incomplete', field: 'path' };
  const isSecret = isSecretData(id, from.split('/').slice(1));
  const value =
    isSecret && found !== undefined ? asSecret(found, operation, patch) : (found ?? nullIn(patch));
  return at(
    'path',
    changeAt(rest, path, (into, step) => withAdded(into, step, value)),
  );
}

/** What a Secret holds stays secret wherever in it an operation puts it. */
function asSecret(node: YamlNode, operation: Mapping, patch: JsonPatch): YamlNode {
  if (node.kind === 'sequence') {
    return { ...node, items: node.items.map(item => asSecret(item, operation, patch)) };
  }
  if (node.kind === 'mapping') {
    return { ...node, values: node.values.map(value => asSecret(value, operation, patch)) };
  }
  const copies = [{ scalar: node, isSecret: true }];
  return { ...node, from: { ...patch.text.setting(operation.start), copies }, start: -1 };
}

function test(
  root: Container,
  path: string,
  expected: YamlNode | undefined,
  patch: JsonPatch,
): Container | Failure {
  const found = path === '' ? root : lookUpPointer(root, path);
  if (found !== undefined && isFailure(found)) return { ...found, field: 'path' };
  const isExpectedNull = expected === undefined || isNullNode(expected);
  if (found === undefined || isNullNode(found)) return isExpectedNull ? root : { kind: 'test' };
  if (expected === undefined) return { kind: 'test' };
  const isJsonText = patch.text.file.text.startsWith('[');
  return isEqualJson(found, expected, isJsonText) ? root : { kind: 'test' };
}

/** A string, or `undefined` for anything else. */
function stringAt(operation: Mapping, key: string): string | undefined {
  const value = get(operation, key);
  if (value?.kind !== 'scalar') return undefined;
  const resolved = resolveScalar(value);
  return resolved.type === 'string' ? resolved.text : undefined;
}

/** What is added where an operation has no value. */
function nullIn(patch: JsonPatch): YamlNode {
  const from = patch.text.setting(patch.source.start);
  return { kind: 'scalar', text: 'null', style: 'plain', tag: undefined, from, start: -1 };
}

/** All annotations become strings, and there are metadata afterwards: kustomize writes its own back into them. */
function withStringAnnotations(node: Mapping): Mapping {
  const found = get(node, 'metadata');
  if (found !== undefined && found.kind !== 'mapping' && !isNullNode(found)) return node;
  let metadata = found?.kind === 'mapping' ? found : emptyMapping;
  const annotations = get(metadata, 'annotations');
  if (annotations?.kind === 'mapping' && annotations.keys.length > 0) {
    const strings = stringMap(annotations);
    const isSame = strings.values.every((value, index) => {
      const old = annotations.values[index];
      return value.kind === 'scalar' && old?.kind === 'scalar' && resolveScalar(old).type === 'string';
    });
    if (!isSame) metadata = withValue(metadata, 'annotations', strings) as Mapping;
  } else if (annotations !== undefined) metadata = withoutValue(metadata, 'annotations') as Mapping;
  return metadata === found ? node : (withValue(node, 'metadata', metadata) as Mapping);
}

function reportFailure(
  context: BuildContext,
  resource: Resource,
  patch: JsonPatch,
  index: number,
  failure: Failure,
): void {
  const { text, source, operations } = patch;
  const operation = operations[index];
  const op = operation === undefined ? '' : (stringAt(operation, 'op') ?? '');
  const id = formatId(resource.id);
  const related = [resource.location];
  const place = (field: string) =>
    text.locate(
      source,
      operation !== undefined && get(operation, field) !== undefined ? [index, field] : [index],
    );
  if (failure.kind === 'op') {
    report(context, 'patch.json-unknown-op', { op: failure.op }, place('op'));
  } else if (failure.kind === 'incomplete') {
    report(context, 'patch.json-incomplete', { op, field: failure.field }, place(failure.field));
  } else if (failure.kind === 'test') {
    const path = operation === undefined ? '' : (stringAt(operation, 'path') ?? '');
    report(context, 'patch.json-test-failed', { resource: id, path }, place('path'), related);
  } else if (failure.kind === 'index') {
    const { index: step, length } = failure;
    report(context, 'patch.json-bad-index', { index: step, length }, place(failure.field), related);
  } else {
    const path = operation === undefined ? '' : (stringAt(operation, failure.field) ?? '');
    const code = failure.kind === 'key' ? 'patch.json-no-key' : 'patch.json-path-missing';
    report(context, code, { resource: id, path }, place(failure.field), related);
  }
}
