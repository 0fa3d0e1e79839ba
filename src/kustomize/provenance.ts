import type { OffsetLocation } from '../yaml/location.ts';
import { isSetting, type Scalar, type SourceFile, type YamlNode } from '../yaml/node.ts';
import { formatId, isSecretData, type Resource } from './resource.ts';

/** Who gave a scalar a value: the directive, and where the value or the directive that computes it stands. */
export interface Step {
  /** `resources` for a value as it was read, else the field of the kustomization, such as `images[2].newTag`. */
  readonly directive: string;
  readonly location: OffsetLocation;
  /** Where the directive stands, where `location` is that of a value which it copies: a replacement, a variable. */
  readonly by?: OffsetLocation;
  readonly value: string;
}

/** The history of one scalar of a build's output. */
export interface Blame extends Step {
  readonly resource: string;
  readonly path: readonly (string | number)[];
  /**
   * What it was before, the latest first; the last one is the value as it was read. Where a value was copied from
   * another field, the history of that field comes before what stood in the place of the copy.
   */
  readonly chain: readonly Step[];
}

/** Stands in for what a Secret holds, there and wherever it was copied to. */
const withheld = '***';

/**
 * The history of every scalar of the resources, in the order of their keys. What Secrets hold is left out of it.
 *
 * Who edits the place of a step changes the value, and a value that changes has the edited place among its steps; with
 * two exceptions. The hash behind a name depends on all data of its object, so it names the generator's entry as a
 * whole. What merely decides which object, element or reference is meant (names, kinds, selectors, the order of the
 * output) is no value, and so no step of what it decides.
 */
export function blame(resources: readonly Resource[]): Blame[] {
  return resources.flatMap(({ id, node }) => {
    const rows: Row[] = [];
    visit(formatId(id), node, [], rows);
    const secrets = rows.filter(({ path }) => isSecretData(id, path)).flatMap(({ steps }) => steps);
    const held = new Set(secrets.map(keyOf));
    return rows.map(row => blameOf(row, row.copiesSecret || row.steps.some(one => held.has(keyOf(one)))));
  });
}

interface Row {
  readonly resource: string;
  readonly path: Blame['path'];
  readonly steps: readonly [Step, ...Step[]];
  readonly copiesSecret: boolean;
}

/** The same text from the same place, which an anchor can put anywhere in an object. */
function keyOf({ location: { uri, start }, value }: Step): string {
  return JSON.stringify([uri, start, value]);
}

function blameOf({ resource, path, steps }: Row, isSecret: boolean): Blame {
  const [last, ...chain] = isSecret ? withheldIn(steps) : steps;
  return { resource, path, ...last, chain };
}

function withheldIn([last, ...chain]: Row['steps']): Row['steps'] {
  return [{ ...last, value: withheld }, ...chain.map(step => ({ ...step, value: withheld }))];
}

function visit(resource: string, node: YamlNode, path: Blame['path'], found: Row[]): void {
  if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) visit(resource, item, [...path, index], found);
  } else if (node.kind === 'mapping') {
    for (const [index, key] of node.keys.entries()) {
      const value = node.values[index];
      if (value !== undefined) visit(resource, value, [...path, key], found);
    }
  } else {
    const [last, ...earlier] = history(node);
    if (last === undefined) return;
    found.push({ resource, path, steps: [last, ...earlier], copiesSecret: copiesSecret(node) });
  }
}

/** The steps that led to a scalar, the latest first; behind a step that copies come those of what it copied. */
export function history(scalar: Scalar): Step[] {
  const steps = ancestry(scalar).map(({ from, text, start }) =>
    isSetting(from)
      ? { ...step(from.directive, from.file.uri, from.start, text), ...(from.by && { by: placeOf(from.by) }) }
      : step('resources', from.uri, start, text),
  );
  // A reference is blamed on what named the thing, and so would say that twice.
  return steps.filter((one, index) => index === 0 || !isSame(one, steps[index - 1]));
}

function isSame(one: Step, other: Step | undefined): boolean {
  return one.directive === other?.directive && keyOf(one) === keyOf(other);
}

/** Whether what a Secret holds was copied into a scalar, now or before. */
function copiesSecret(scalar: Scalar): boolean {
  return ancestry(scalar).some(
    ({ from }) => isSetting(from) && from.copies?.some(({ isSecret }) => isSecret) === true,
  );
}

/** A scalar with all that it was before or was copied from, each once: copies of copies would else add up. */
function ancestry(scalar: Scalar): readonly Scalar[] {
  const found = new Set<Scalar>();
  const waiting = [scalar];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    if (found.has(current)) continue;
    found.add(current);
    if (!isSetting(current.from)) continue;
    const { previous, copies = [] } = current.from;
    if (previous !== undefined) waiting.push(previous);
    waiting.push(...copies.map(copy => copy.scalar).reverse());
  }
  return [...found];
}

function placeOf({ file, start }: { readonly file: SourceFile; readonly start: number }): OffsetLocation {
  return { uri: file.uri, start, end: start };
}

function step(directive: string, uri: string, start: number, value: string): Step {
  return { directive, location: { uri, start, end: start }, value };
}
