import type { Location } from '../../yaml/location.ts';
import type { Findings } from '../findings.ts';
import type { Kustomization } from '../load/kustomization.ts';
import type { Resource } from '../resource.ts';

/**
 * Runs a plugin whose configuration is written out in the kustomization. What is found then has places in a document
 * of its own, which stands in one text of the kustomization's: the item that holds it is what a reader can be shown.
 */
export function placeAtItem<Result>(
  findings: Pick<Findings, 'problems' | 'effects'>,
  { file }: Kustomization,
  plugin: Resource,
  run: () => Result,
): Result {
  if (plugin.file !== file) return run();
  const first = { problems: findings.problems.length, effects: findings.effects.length };
  const result = run();
  const place = <Found extends { readonly location: Location }>(found: Found): Found =>
    found.location.uri === file.uri ? { ...found, location: plugin.location } : found;
  for (const list of ['problems', 'effects'] as const) {
    const all: { readonly location: Location }[] = findings[list];
    for (let at = first[list]; at < all.length; at += 1) all[at] = place(all[at] as (typeof all)[number]);
  }
  return result;
}
