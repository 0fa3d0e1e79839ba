import type { ClusterFailure } from '../../cluster/failure.ts';
import type { DeployedSet } from './deployedSets.ts';

/** What a dry run said of a target, and when. */
export type DriftCheck =
  | { readonly is: 'unknown' }
  | { readonly is: 'checking' }
  | { readonly is: 'in-sync'; readonly at: number }
  | {
      readonly is: 'drifted';
      readonly at: number;
      readonly create: number;
      readonly change: number;
      readonly prune: number;
    }
  /** It cannot be said: the kustomization cannot be built, or the server refuses some of it. */
  | { readonly is: 'failed'; readonly at: number; readonly text: string; readonly failure?: ClusterFailure };

/** What is known of targets, by their sets. */
export interface DriftChecks {
  of(set: DeployedSet): DriftCheck;
  note(set: DeployedSet, check: DriftCheck): void;
  /** What was read for them is different now: nothing is known any more. */
  forget(): void;
}

/** Nothing is known. An answer counts for the set as it was: whoever applies since makes it unknown. */
export function createDriftChecks(): DriftChecks {
  const checks = new Map<string, { readonly version: string; readonly check: DriftCheck }>();
  return {
    of(set) {
      const known = checks.get(keyOf(set));
      return known?.version === versionOf(set) ? known.check : { is: 'unknown' };
    },
    note(set, check) {
      checks.set(keyOf(set), { version: versionOf(set), check });
    },
    forget() {
      for (const [key, { check }] of checks) if (check.is !== 'checking') checks.delete(key);
    },
  };
}

/** Of a target in this window. */
export function keyOf({ session, namespace, name }: DeployedSet): string {
  return JSON.stringify([session.kubeContext.name, namespace, name]);
}

function versionOf({ metadata: { uid, resourceVersion } }: DeployedSet): string {
  return `${uid} ${resourceVersion}`;
}
