import { kindKey } from '../language/customTypes.ts';
import type { Target } from '../language/target.ts';
import { crdTypes } from '../schema/kubernetes/crdTypes.ts';
import { type KubernetesVersion, parseKubernetesVersion } from '../schema/kubernetes/kubernetesVersion.ts';
import type { ValueType } from '../schema/kubernetes/typeNotation.ts';
import { parseDocument } from '../yaml/parse.ts';

/** A client of ours tells by this which cluster it is connected to: `context` and `version`, or neither. */
export const clusterNotification = 'kubewright/cluster';
/** Asks such a client for the CustomResourceDefinitions of `kinds`, each `group/version kind`. */
export const definitionsRequest = 'kubewright/definitions';

/** What is known of the cluster that the client is connected to. */
export interface ClusterTarget {
  /** Its release, and the types of its custom kinds as far as they have come. */
  readonly target: Target;
  /** Another cluster, or none; gives whether anything is different now. */
  change(told: unknown): boolean;
}

/** What it stands on. */
export interface ClusterTargetPorts {
  /** Asks the client for definitions. */
  ask(kinds: readonly string[]): Promise<unknown>;
  /** Told the keys of kinds whose definitions came. */
  onTypes(keys: readonly string[]): void;
  onFailure(error: unknown): void;
}

/** No cluster yet. Only kinds that something asks about are asked for, each once a cluster. */
export function createClusterTarget({ ask, onTypes, onFailure }: ClusterTargetPorts): ClusterTarget {
  let context: string | undefined;
  let version: KubernetesVersion | undefined;
  let known = new Map<string, ValueType | undefined>();
  let wanted = new Set<string>();

  async function askForWanted(): Promise<void> {
    const kinds = [...wanted];
    wanted = new Set();
    const into = known;
    const answer = await ask(kinds);
    // Another cluster has been told of meanwhile.
    if (into !== known || !Array.isArray(answer)) return;
    const came: string[] = [];
    for (const definition of answer) {
      const { node } = parseDocument({ uri: '', path: '', text: JSON.stringify(definition) ?? '' });
      if (node?.kind !== 'mapping') continue;
      for (const [kind, type] of crdTypes(node)) {
        if (!kinds.includes(kind)) continue;
        known.set(kind, type);
        came.push(`kind:${kind}`);
      }
    }
    if (came.length > 0) onTypes(came);
  }

  return {
    target: {
      get version() {
        return version;
      },
      typeOf(apiVersion, kind) {
        const key = kindKey(apiVersion, kind).slice('kind:'.length);
        if (context === undefined || known.has(key) || !isCustomGroup(apiVersion)) return known.get(key);
        known.set(key, undefined);
        if (wanted.size === 0) setImmediate(() => askForWanted().catch(onFailure));
        wanted.add(key);
        return undefined;
      },
    },
    change(told) {
      const { context: next, version: release } = isRecord(told) ? told : {};
      const name = typeof next === 'string' ? next : undefined;
      const parsed = typeof release === 'string' ? parseKubernetesVersion(release) : undefined;
      if (name === context && String(parsed) === String(version)) return false;
      context = name;
      version = parsed;
      known = new Map();
      wanted = new Set();
      return true;
    },
  };
}

/** Groups of definitions have a dot in their name. */
function isCustomGroup(apiVersion: string): boolean {
  return /^[^/]*\.[^/]*\//.test(apiVersion);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
