import type { BuildResult } from '../../../kustomize/build.ts';
import type { Kustomization } from '../../../kustomize/load/kustomization.ts';
import type { OffsetLocation } from '../../../yaml/location.ts';
import { isSetting, type Mapping, type Scalar, type Setting } from '../../../yaml/node.ts';
import { tokenAt } from '../blame.ts';
import { eachScalar, onceFor } from '../graph/nodes.ts';
import type { BuildRule } from '../rule.ts';
import { patchEntriesOf } from './patchEntries.ts';
import { takenOutIn } from './takenOut.ts';

/**
 * A value of a patch that a later patch of the same kustomization overwrites wherever the first one set it, or takes out. What an
 * overlay or component overwrites is meant, and so is what a patch for all leaves for one of them to change.
 */
export const patchUndone: BuildRule<'patch.undone'> = {
  code: 'patch.undone',
  severity: 'warning',
  over: 'build',
  in: 'every',
  deadValue: true,
  check({ result }, report) {
    const owners = ownersIn(result);
    if (owners.size === 0) return;
    for (const { scalar, value, by } of takenOutIn(result)) {
      const place = placeWritten(scalar, value);
      if (place !== undefined)
        report({ by: by.directive, isRemoved: true }, place, [tokenAt(by.file, by.start)]);
    }
    const found: Found = { owners, alive: new Set(), undone: new Map(), copies: new Set() };
    for (const { node } of result.resources) for (const scalar of setIn(node)) follow(scalar, found);
    for (const [key, { scalar, value, by }] of found.undone) {
      const place = placeWritten(scalar, value);
      if (found.alive.has(key) || place === undefined) continue;
      report({ by: by.directive }, place, [tokenAt(by.file, by.start)]);
    }
  },
};

/** Where a value of a patch stands; `undefined` in a text that is folded or escaped, where nobody knows. */
function placeWritten({ text }: Scalar, { file, start }: Setting): OffsetLocation | undefined {
  const place = tokenAt(file, start);
  const written = file.text.slice(place.start, place.end).replaceAll(/^["']|["']$/g, '');
  return written === text ? place : undefined;
}

type Owners = ReadonlyMap<string, readonly Kustomization[]>;

/** What a look at every value of a build gathers, by the places of the patches' values. */
interface Found {
  readonly owners: Owners;
  /** The places whose value is seen somewhere. */
  readonly alive: Set<string>;
  /** The values that are overwritten somewhere, and by what. */
  readonly undone: Map<string, { readonly scalar: Scalar; readonly value: Setting; readonly by: Setting }>;
  /** What was copied from and has been followed. */
  readonly copies: Set<Scalar>;
}

/** The kustomizations with more than one patch that a directive in a file may belong to. */
function ownersIn(result: BuildResult): Owners {
  const counts = new Map<Kustomization, number>();
  const entries = patchEntriesOf(result);
  for (const { kustomization } of entries) counts.set(kustomization, (counts.get(kustomization) ?? 0) + 1);
  const owners = new Map<string, Kustomization[]>();
  for (const { kustomization, directive, file } of entries) {
    if (counts.get(kustomization) === 1) continue;
    const key = `${directive} ${file.uri}`;
    const known = owners.get(key);
    if (known === undefined) owners.set(key, [kustomization]);
    else known.push(kustomization);
  }
  return owners;
}

/** The scalars of an object that are not as they were read. */
const setIn = onceFor((node: Mapping): readonly Scalar[] => {
  const found: Scalar[] = [];
  eachScalar(node, scalar => {
    if (isSetting(scalar.from)) found.push(scalar);
  });
  return found;
});

/** Goes through what a scalar was before, and tells what is overwritten there from what is seen. */
function follow(scalar: Scalar, found: Found): void {
  let above: Scalar | undefined;
  for (let current: Scalar | undefined = scalar; current !== undefined; ) {
    const { from }: Scalar = current;
    if (!isSetting(from)) return;
    for (const copy of from.copies ?? []) {
      if (found.copies.has(copy.scalar)) continue;
      found.copies.add(copy.scalar);
      follow(copy.scalar, found);
    }
    if (from.directive.startsWith('patches')) {
      const key = `${from.file.uri} ${from.start}`;
      const by = above === undefined || above.text === current.text ? undefined : above.from;
      if (by === undefined || !isSetting(by) || !isLater(by, from, found.owners)) found.alive.add(key);
      else found.undone.set(key, { scalar: current, value: from, by });
    }
    above = current;
    current = from.previous;
  }
}

/** Whether another patch of the same kustomization made a setting. */
function isLater(by: Setting, value: Setting, owners: Owners): boolean {
  if (by.directive === value.directive) return false;
  const own = owners.get(`${value.directive} ${value.file.uri}`) ?? [];
  const others = owners.get(`${by.directive} ${by.file.uri}`) ?? [];
  return own.some(kustomization => others.includes(kustomization));
}
