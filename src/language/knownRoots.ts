import type { KustomizationRole } from './kustomizationRole.ts';
import type { RootBuild } from './rootBuild.ts';

/** What an analysis remembers of a root. */
export interface KnownRoot {
  readonly role: KustomizationRole;
  /** The URIs of the files that its last build took in. */
  readonly files: ReadonlySet<string>;
}

/** The roots whose kustomizations could be read. */
export interface KnownRoots {
  /** A root that cannot be read for the moment stays what it was. */
  take(root: string, build: RootBuild): void;
  delete(root: string): void;
  of(root: string): KnownRoot | undefined;
  /** Another number whenever a root came or went or is something else to the others. */
  version(): number;
}

/** None yet. */
export function createKnownRoots(): KnownRoots {
  const roots = new Map<string, KnownRoot>();
  let version = 0;

  function remove(root: string): void {
    if (roots.delete(root)) version += 1;
  }

  return {
    take(root, { role, judgement, gone }) {
      if (gone === true) remove(root);
      if (role === undefined) return;
      const before = roots.get(root);
      if (before === undefined || JSON.stringify(before.role) !== JSON.stringify(role)) version += 1;
      roots.set(root, { role, files: judgement?.files ?? before?.files ?? new Set() });
    },
    delete: remove,
    of: root => roots.get(root),
    version: () => version,
  };
}
