import { isRecord, textOf } from '../../cluster/json.ts';
import { matchesGlob } from './globPattern.ts';

/** Where a root is to be applied. */
export interface BoundTarget {
  /** Names or globs; at least one. */
  readonly contexts: readonly string[];
  /** For objects that name none, and the only one that is written to without asking; `undefined` says nothing of it. */
  readonly namespace: string | undefined;
}

/**
 * What the setting `kubewright.targets` says of a root, by its path below the folder that the setting is for: the longest
 * glob that matches counts. `undefined` where none does; entries of a wrong shape count as absent.
 */
export function boundTarget(setting: unknown, path: string): BoundTarget | undefined {
  const matching = Object.entries(isRecord(setting) ? setting : {})
    .filter(([glob]) => matchesGlob(glob.replaceAll(/^\.?\/+|\/+$/g, ''), path === '' ? '.' : path))
    .toSorted(([one], [other]) => other.length - one.length);
  for (const [, value] of matching) {
    const target = targetFrom(value);
    if (target !== undefined) return target;
  }
  return undefined;
}

function targetFrom(value: unknown): BoundTarget | undefined {
  if (typeof value === 'string' || Array.isArray(value)) return targetFrom({ contexts: value });
  if (!isRecord(value)) return undefined;
  const contexts = textsOf(value['contexts'] ?? value['context']);
  return contexts.length === 0 ? undefined : { contexts, namespace: textOf(value['namespace']) };
}

/** The texts of a setting that holds one or a list of them. */
export function textsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter(each => typeof each === 'string' && each !== '') as string[];
}

/** Whether one of the names or globs means the context. */
export function namesContext(globs: readonly string[], context: string): boolean {
  // A context's name may have slashes, which separate nothing in it.
  return globs.some(glob => matchesGlob(glob.replaceAll('*', '**'), context));
}
