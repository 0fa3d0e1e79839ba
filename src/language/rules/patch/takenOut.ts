import type { BuildResult } from '../../../kustomize/build.ts';
import { field, textOf } from '../../../kustomize/load/kustomization.ts';
import { anchoredMatcher } from '../../../kustomize/patch/selector.ts';
import { patchId, type StrategicPatch } from '../../../kustomize/patch/strategicPatch.ts';
import {
  isSetting,
  type Mapping,
  type Scalar,
  type Setting,
  textAt,
  type YamlNode,
} from '../../../yaml/node.ts';
import { resolveScalar } from '../../../yaml/resolve.ts';
import { onceFor } from '../graph/nodes.ts';
import { type PatchEntry, patchEntriesOf } from './patchEntries.ts';

/** A value of a patch with what a later patch of the same kustomization takes it out by. */
export interface TakenOut {
  readonly scalar: Scalar;
  readonly value: Setting;
  readonly by: Setting;
}

/** A place in an object, by keys alone, with the scalar that stands for it in the patch. */
interface Part {
  readonly path: readonly string[];
  readonly scalar: Scalar;
  /** The object of a strategic merge patch that it belongs to; none in a JSON patch, which is for its target. */
  readonly patch: StrategicPatch | undefined;
}

/**
 * The values of patches that a later patch of the same kustomization takes out again: with a null, `$patch: delete` or
 * `op: remove`, at the value or above it. Only where both are certainly for the same objects, and nothing in between
 * looks at what is there.
 */
export function takenOutIn(result: BuildResult): readonly TakenOut[] {
  const entries = patchEntriesOf(result);
  return entries.flatMap((later, index) => {
    const removals = removalsOf(later);
    if (removals.length === 0) return [];
    const before = entries
      .slice(0, index)
      .filter(entry => entry.kustomization === later.kustomization && isLate(entry) === isLate(later));
    return before.flatMap((earlier, at) => {
      if ([...before.slice(at), later].some(looksAround)) return [];
      return valuesOf(earlier).flatMap(value => {
        const by = removals.find(
          each => leadsTo(each.path, value.path) && isForSame(earlier, value, later, each),
        );
        const { scalar } = value;
        if (by === undefined || !isSetting(scalar.from) || !isSetting(by.scalar.from)) return [];
        return [{ scalar, value: scalar.from, by: by.scalar.from }];
      });
    });
  });
}

/** `patchesJson6902` come after other transformers, which may have used what is there. */
function isLate({ directive }: PatchEntry): boolean {
  return directive.startsWith('patchesJson6902');
}

const removalsOf = onceFor(({ read }: PatchEntry): readonly Part[] => {
  if (read.form === 'strategic') {
    return read.patches.flatMap(patch =>
      partsIn(patch).flatMap(({ path, scalar }) => {
        if (path.at(-1) === '$patch' && scalar.text === 'delete')
          return [{ path: path.slice(0, -1), scalar, patch }];
        return resolveScalar(scalar).type === 'null' ? [{ path, scalar, patch }] : [];
      }),
    );
  }
  return operationsOf(read).flatMap(operation => {
    const part = pointerOf(operation);
    return textAt(operation, 'op') === 'remove' && part !== undefined ? [part] : [];
  });
});

/** What is known by them says which object it is, and is no value to change. */
const known = /^(?:apiVersion|kind|metadata\/(?:name|namespace))$/;

const valuesOf = onceFor(({ read }: PatchEntry): readonly Part[] => {
  const isValue = ({ path, scalar }: Part) =>
    !known.test(path.join('/')) &&
    !path.some(key => key.startsWith('$')) &&
    resolveScalar(scalar).type !== 'null';
  if (read.form === 'strategic') return read.patches.flatMap(partsIn).filter(isValue);
  return operationsOf(read)
    .flatMap(operation => {
      const part = pointerOf(operation);
      const value = operation.values[operation.keys.indexOf('value')];
      const sets = /^(?:add|replace)$/.test(textAt(operation, 'op') ?? '');
      return sets && part !== undefined && value?.kind === 'scalar' ? [{ ...part, scalar: value }] : [];
    })
    .filter(isValue);
});

/** The scalars of an object of a patch that no list lies above. */
const partsIn = onceFor((patch: StrategicPatch): readonly Part[] => {
  const found: Part[] = [];
  const visit = (node: YamlNode, path: readonly string[]): void => {
    if (node.kind === 'scalar') found.push({ path, scalar: node, patch });
    if (node.kind !== 'mapping') return;
    for (const [index, key] of node.keys.entries()) {
      const value = node.values[index];
      if (value !== undefined) visit(value, [...path, key]);
    }
  };
  visit(patch.node, []);
  return found;
});

function operationsOf(read: PatchEntry['read']): readonly Mapping[] {
  return read.form === 'json' ? read.patch.operations.filter(operation => operation !== undefined) : [];
}

/** Where an operation leads; `undefined` where it leads into a list. */
function pointerOf(operation: Mapping): Part | undefined {
  const scalar = operation.values[operation.keys.indexOf('path')];
  if (scalar?.kind !== 'scalar' || !scalar.text.startsWith('/')) return undefined;
  const path = scalar.text
    .slice(1)
    .split('/')
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return path.some(step => /^(?:\d+|-)$/.test(step)) ? undefined : { path, scalar, patch: undefined };
}

function leadsTo(above: readonly string[], path: readonly string[]): boolean {
  return above.length <= path.length && above.every((key, index) => key === path[index]);
}

/** Whether what an entry does depends on more than names: on labels, or on values that it tests or copies. */
function looksAround({ target, read }: PatchEntry): boolean {
  if (['labelSelector', 'annotationSelector'].some(name => textOf(field(target, name)) !== '')) return true;
  return operationsOf(read).some(
    operation => !/^(?:add|replace|remove)$/.test(textAt(operation, 'op') ?? ''),
  );
}

const conditions = ['group', 'version', 'kind', 'name', 'namespace'] as const;

/** Whether the later entry changes every object that the earlier one does. */
function isForSame(earlier: PatchEntry, value: Part, later: PatchEntry, removal: Part): boolean {
  if (earlier.target !== undefined) {
    const isSame = (name: string) =>
      textOf(field(earlier.target, name)) === textOf(field(later.target, name));
    return later.target !== undefined && conditions.every(isSame);
  }
  if (value.patch === undefined) return false;
  const id = patchId(value.patch);
  if (later.target === undefined) {
    return removal.patch !== undefined && JSON.stringify(patchId(removal.patch)) === JSON.stringify(id);
  }
  if (textOf(field(later.target, 'namespace')) !== '') return false;
  return (['group', 'version', 'kind', 'name'] as const).every(
    name => anchoredMatcher(textOf(field(later.target, name)))?.(id[name]) === true,
  );
}
