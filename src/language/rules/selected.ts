import type { BuildResult } from '../../kustomize/build.ts';
import { field, textOf } from '../../kustomize/load/kustomization.ts';
import { parseLabelSelector } from '../../kustomize/patch/labelSelector.ts';
import { anchoredMatcher, textMap } from '../../kustomize/patch/selector.ts';
import { idsOf } from '../../kustomize/replacement/source.ts';
import type { Resource } from '../../kustomize/resource.ts';
import { get, type YamlNode } from '../../yaml/node.ts';
import { onceFor } from './graph/nodes.ts';

/**
 * The rendered resources that a selector selected when the entry at `place` ran; `undefined` where what is rendered
 * does not tell, because others look the same by now.
 */
export function selectedBy(
  selector: YamlNode,
  place: { readonly uri: string; readonly path: readonly (string | number)[] },
  result: BuildResult,
): readonly Resource[] | undefined {
  const counts = countsOf(result).get(JSON.stringify([place.uri, place.path]));
  if (counts === undefined || counts.size !== 1) return undefined;
  const fits = fitterOf(selector);
  const selected = fits === undefined ? [] : result.resources.filter(fits);
  return counts.has(selected.length) ? selected : undefined;
}

/** How many resources each entry selected, in each of the builds of its kustomization within this one. */
const countsOf = onceFor(({ effects }: BuildResult) => {
  const counts = new Map<string, Set<number>>();
  for (const { kind, location, selected } of effects) {
    if (kind !== 'patch-target' && kind !== 'replacement-target') continue;
    const key = JSON.stringify([location.uri, location.path]);
    counts.set(key, (counts.get(key) ?? new Set()).add(selected));
  }
  return counts;
});

/** Whether a rendered resource is, or was before it was renamed, one that a selector fits; `undefined` for a pattern that is none. */
export function fitterOf(selector: YamlNode): ((resource: Resource) => boolean) | undefined {
  const matchers = (['group', 'version', 'kind', 'name', 'namespace'] as const).map(key => ({
    key,
    matches: anchoredMatcher(textOf(field(selector, key))),
  }));
  if (matchers.some(({ matches }) => matches === undefined)) return undefined;
  const maps = (['labelSelector', 'annotationSelector'] as const).map(key => ({
    map: key === 'labelSelector' ? 'labels' : 'annotations',
    matches: parseLabelSelector(textOf(field(selector, key))),
  }));
  return resource => {
    const ids = idsOf(resource);
    const isKnown = matchers.every(({ key, matches }) =>
      ids.some(id => matches?.(key === 'namespace' ? id[key] || 'default' : id[key]) === true),
    );
    const metadata = get(resource.node, 'metadata');
    return isKnown && maps.every(({ map, matches }) => matches?.(textMap(get(metadata, map))) !== false);
  };
}
