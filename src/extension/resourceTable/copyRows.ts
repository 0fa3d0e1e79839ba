import type { ResourceId } from '../../cluster/resource.ts';

/** What a row names. */
export interface Named {
  readonly namespace: string;
  readonly name: string;
}

/** One name a line. */
export function namesText(rows: readonly Named[]): string {
  return rows.map(({ name }) => name).join('\n');
}

/** What can be put behind `kubectl get` and the like: one line for each namespace. */
export function kubectlText({ group, resource }: ResourceId, rows: readonly Named[]): string {
  const type = group === '' ? resource : `${resource}.${group}`;
  const byNamespace = Map.groupBy(rows, ({ namespace }) => namespace);
  return [...byNamespace]
    .map(([namespace, named]) => {
      const names = named.map(({ name }) => `${type}/${name}`).join(' ');
      return namespace === '' ? names : `-n ${namespace} ${names}`;
    })
    .join('\n');
}
