import type { OffsetLocation } from '../yaml/location.ts';
import { isSetting, type Scalar, type YamlNode } from '../yaml/node.ts';
import { formatId, type Resource } from './resource.ts';

/** Who gave a scalar a value: the directive, and where the value or the directive that computes it stands. */
export interface Step {
  /** `resources` for a value as it was read, else the field of the kustomization, such as `images[2].newTag`. */
  readonly directive: string;
  readonly location: OffsetLocation;
  readonly value: string;
}

/** The history of one scalar of a build's output. */
export interface Blame extends Step {
  readonly resource: string;
  readonly path: readonly (string | number)[];
  /** What it was before, the latest first; the last one is the value as it was read. */
  readonly chain: readonly Step[];
}

/** Stands in for what a Secret holds. */
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
  const found: Blame[] = [];
  for (const { id, node } of resources) {
    const rows: Blame[] = [];
    visit(formatId(id), node, [], rows);
    found.push(...(id.kind === 'Secret' && id.group === '' ? rows.map(withoutSecret) : rows));
  }
  return found;
}

function withoutSecret(row: Blame): Blame {
  if (row.path[0] !== 'data' && row.path[0] !== 'stringData') return row;
  return { ...row, value: withheld, chain: row.chain.map(step => ({ ...step, value: withheld })) };
}

function visit(resource: string, node: YamlNode, path: Blame['path'], found: Blame[]): void {
  if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) visit(resource, item, [...path, index], found);
  } else if (node.kind === 'mapping') {
    for (const [index, key] of node.keys.entries()) {
      const value = node.values[index];
      if (value !== undefined) visit(resource, value, [...path, key], found);
    }
  } else {
    const [last, ...chain] = history(node);
    if (last !== undefined) found.push({ resource, path, ...last, chain });
  }
}

/** The steps that led to a scalar, the latest first. */
export function history(scalar: Scalar): Step[] {
  const steps: Step[] = [];
  for (let current: Scalar | undefined = scalar; current !== undefined; ) {
    const from: Scalar['from'] = current.from;
    if (isSetting(from)) {
      steps.push(step(from.directive, from.file.uri, from.start, current.text));
      current = from.previous;
    } else {
      steps.push(step('resources', from.uri, current.start, current.text));
      current = undefined;
    }
  }
  return steps;
}

function step(directive: string, uri: string, start: number, value: string): Step {
  return { directive, location: { uri, start, end: start }, value };
}
