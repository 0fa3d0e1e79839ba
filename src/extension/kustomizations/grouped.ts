import type { ToldKustomization } from './kustomizationList.ts';

/** Under which heading a kustomization is shown. */
export type GroupName = 'overlays' | 'standalone' | 'bases' | 'components';

/** In the order of the view: what is applied comes first. */
export const groupNames: readonly GroupName[] = ['overlays', 'standalone', 'bases', 'components'];

/**
 * Sorts kustomizations under their headings. What takes no base is a base where others take it, and stands alone else; what
 * could never be read stands among the overlays, so that its problems are seen.
 */
export function grouped<T extends ToldKustomization>(
  kustomizations: readonly T[],
): ReadonlyMap<GroupName, readonly T[]> {
  const taken = new Set(kustomizations.flatMap(({ bases }) => bases));
  const groupOf = ({ kind, directory }: T): GroupName => {
    if (kind === 'component') return 'components';
    if (kind === 'overlay' || kind === 'unknown') return 'overlays';
    return taken.has(directory) ? 'bases' : 'standalone';
  };
  return new Map(
    groupNames.map(name => [name, kustomizations.filter(each => groupOf(each) === name)] as const),
  );
}
