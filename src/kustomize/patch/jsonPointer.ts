import { get, type Mapping, type Sequence, type YamlNode } from '../../yaml/node.ts';

/** Why a JSON pointer leads nowhere. */
export type PointerFailure =
  | { readonly kind: 'path' }
  | { readonly kind: 'key' }
  | { readonly kind: 'index'; readonly index: string; readonly length: number };

/** What a step of a pointer can lead into. */
export type Container = Mapping | Sequence;

/** Splits a pointer; what stands before the first slash does not count. `undefined` for a text without slash. */
function pointerSteps(pointer: string): readonly string[] | undefined {
  const [, ...steps] = pointer.split('/');
  return steps.length === 0
    ? undefined
    : steps.map(step => step.replace(/~[01]/g, part => (part === '~1' ? '/' : '~')));
}

/**
 * The tree with the container of a pointer's last step changed. `change` gets that container and the step and gives
 * the new one or why there is none. Containers on the way must exist.
 */
export function changeAt(
  root: Container,
  pointer: string,
  change: (container: Container, step: string) => Container | PointerFailure,
): Container | PointerFailure {
  const steps = pointerSteps(pointer);
  return steps === undefined ? { kind: 'path' } : descend(root, steps, change);
}

function descend(
  container: Container,
  [step = '', ...rest]: readonly string[],
  change: (container: Container, step: string) => Container | PointerFailure,
): Container | PointerFailure {
  if (rest.length === 0) return change(container, step);
  const child = valueAt(container, step);
  if (child === undefined || isFailure(child) || child.kind === 'scalar') return { kind: 'path' };
  const updated = descend(child, rest, change);
  return isFailure(updated) ? updated : withValue(container, step, updated);
}

/** Tells a failure from a node, whose kinds are others. */
export function isFailure(value: YamlNode | PointerFailure): value is PointerFailure {
  return value.kind === 'path' || value.kind === 'key' || value.kind === 'index';
}

/** The value at a pointer; `undefined` for a key that its object does not have. */
export function lookUpPointer(root: Container, pointer: string): YamlNode | undefined | PointerFailure {
  let found: YamlNode | undefined | PointerFailure;
  const failure = changeAt(root, pointer, (container, step) => {
    found = valueAt(container, step);
    return container;
  });
  return isFailure(failure) ? failure : found;
}

/** The value at one step; `undefined` for a key that is not there. */
export function valueAt(container: Container, step: string): YamlNode | undefined | PointerFailure {
  if (container.kind === 'mapping') return get(container, step);
  const index = arrayIndex(step, container.items.length);
  const item = index === undefined ? undefined : container.items[index];
  return item ?? { kind: 'index', index: step, length: container.items.length };
}

/** The container with a value in the place of one that is there, or under a new key. */
export function withValue(container: Container, step: string, value: YamlNode): Container {
  if (container.kind === 'sequence') {
    const index = arrayIndex(step, container.items.length) ?? 0;
    return { ...container, items: container.items.with(index, value) };
  }
  const index = container.keys.indexOf(step);
  if (index >= 0) return { ...container, values: container.values.with(index, value) };
  return {
    ...container,
    keys: [...container.keys, step],
    keyStarts: [...container.keyStarts, -1],
    values: [...container.values, value],
  };
}

/** The container with a value added: in front of the element at an index, or under a key. */
export function withAdded(container: Container, step: string, value: YamlNode): Container | PointerFailure {
  if (container.kind === 'mapping') return withValue(container, step, value);
  const { length } = container.items;
  const index = step === '-' ? length : arrayIndex(step, length + 1);
  if (index === undefined || index > length) return { kind: 'index', index: step, length };
  return { ...container, items: container.items.toSpliced(index, 0, value) };
}

/** The container without the value at one step; a failure where there is none. */
export function withoutValue(container: Container, step: string): Container | PointerFailure {
  if (container.kind === 'sequence') {
    const { length } = container.items;
    const index = arrayIndex(step, length);
    if (index === undefined || index >= length) return { kind: 'index', index: step, length };
    return { ...container, items: container.items.toSpliced(index, 1) };
  }
  const index = container.keys.indexOf(step);
  if (index < 0) return { kind: 'key' };
  return {
    ...container,
    keys: container.keys.toSpliced(index, 1),
    keyStarts: container.keyStarts.toSpliced(index, 1),
    values: container.values.toSpliced(index, 1),
  };
}

/** Go's `strconv.Atoi`; negative ones count from `length`. `undefined` for no number and beyond the start. */
function arrayIndex(step: string, length: number): number | undefined {
  if (!/^[-+]?[0-9]{1,18}$/.test(step)) return undefined;
  const index = Number(step);
  if (index >= 0) return index;
  return index < -length ? undefined : index + length;
}
