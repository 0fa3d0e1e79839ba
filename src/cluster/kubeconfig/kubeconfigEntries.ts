import { dirname, resolve } from 'node:path';
import { newContexts } from '@kubernetes/client-node/dist/config_types.js';
import { ClusterFailure } from '../failure.ts';
import { isRecord, type JsonRecord } from '../json.ts';
import { clusterEntry } from './clusterEntry.ts';
import type { ClusterEntry, UserEntry } from './kubeconfig.ts';
import { readKubeconfigText } from './kubeconfigText.ts';
import { type EntryPlace, type TypedFields, typedFields } from './typedFields.ts';
import { userEntry } from './userEntry.ts';

/** A `context` entry before its cluster and user are looked up. */
export interface ContextEntry {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string | undefined;
}

/** What one kubeconfig file declares. An entry that lacks something is its failure, by name. */
export interface KubeconfigFile {
  readonly file: string;
  readonly clusters: ReadonlyMap<string, ClusterEntry | ClusterFailure>;
  readonly users: ReadonlyMap<string, UserEntry | ClusterFailure>;
  readonly contexts: ReadonlyMap<string, ContextEntry | ClusterFailure>;
  readonly currentContext: string | undefined;
  /**
   * What belongs to no entry: lists that are none, and entries whose name an earlier one of the file has. kubectl refuses
   * the file, here the rest of it is used.
   */
  readonly failures: readonly ClusterFailure[];
}

/**
 * Parses one file; throws `kubeconfig.syntax`. Relative paths in it start at its folder. Where it is not `certain` that
 * this is a kubeconfig, what does not look like one gives `undefined`.
 */
export function parseKubeconfig(file: string, text: string, certain: true): KubeconfigFile;
export function parseKubeconfig(file: string, text: string, certain: boolean): KubeconfigFile | undefined;
export function parseKubeconfig(file: string, text: string, certain: boolean): KubeconfigFile | undefined {
  if (!certain && !looksLikeOne.test(text)) return undefined;
  const config = readKubeconfigText(file, text);
  const absolute = (path: string | undefined) =>
    path === undefined ? undefined : resolve(dirname(file), path);
  const failures: ClusterFailure[] = [];
  const entries = <T>(list: EntryList, read: (name: string, fields: TypedFields) => T) =>
    entriesByName(config, list, file, read, failures);
  const clusters = entries('clusters', (name, fields) => clusterEntry(name, fields, absolute));
  const users = entries('users', (name, fields) => userEntry(name, fields, absolute));
  const contexts = entries('contexts', contextEntry);
  const top = typedFields(config, { file, entry: '' }, '');
  const currentContext = attempt(() => top.text('current-context'));
  if (!(currentContext instanceof ClusterFailure)) {
    return { file, clusters, users, contexts, currentContext, failures };
  }
  failures.push(currentContext);
  return { file, clusters, users, contexts, currentContext: undefined, failures };
}

/** Any of the keys that make a file a kubeconfig, in YAML or JSON. */
const looksLikeOne = /^[\s{,]*["']?(clusters|contexts|users|current-context)["']?\s*:/m;

const kinds = { clusters: 'cluster', users: 'user', contexts: 'context' } as const;
type EntryList = keyof typeof kinds;

/** Entries by name, the first of a name winning; what the reader throws becomes the entry's failure. */
function entriesByName<T>(
  config: JsonRecord,
  list: EntryList,
  file: string,
  read: (name: string, fields: TypedFields) => T,
  failures: ClusterFailure[],
): Map<string, T | ClusterFailure> {
  const result = new Map<string, T | ClusterFailure>();
  const raw = config[list] ?? [];
  if (!Array.isArray(raw)) {
    const params = { file, entry: '', field: list, expected: 'list' } as const;
    failures.push(new ClusterFailure('kubeconfig.wrong-type', params));
    return result;
  }
  for (const [index, item] of raw.entries()) {
    const place = { file, entry: `${list}[${index}]` };
    const name = attempt(() => nameOf(item, place));
    if (name instanceof ClusterFailure) {
      result.set(place.entry, name);
    } else if (!result.has(name)) {
      const fields = () => typedFields(item, { file, entry: name }, '').fields(kinds[list]);
      result.set(
        name,
        attempt(() => read(name, fields())),
      );
    } else {
      failures.push(new ClusterFailure('kubeconfig.repeated', { file, kind: kinds[list], name }));
    }
  }
  return result;
}

function nameOf(item: unknown, place: EntryPlace): string {
  if (!isRecord(item ?? {})) {
    throw new ClusterFailure('kubeconfig.wrong-type', {
      file: place.file,
      entry: '',
      field: place.entry,
      expected: 'mapping',
    });
  }
  const fields = typedFields((item ?? {}) as JsonRecord, place, '');
  const name = fields.text('name');
  if (name === undefined) throw fields.missing('name');
  return name;
}

function attempt<T>(read: () => T): T | ClusterFailure {
  try {
    return read();
  } catch (error) {
    if (error instanceof ClusterFailure) return error;
    throw error;
  }
}

function contextEntry(name: string, fields: TypedFields): ContextEntry {
  for (const key of ['cluster', 'user', 'namespace']) fields.text(key);
  if (fields.text('cluster') === undefined) throw fields.missing('cluster');
  const [context] = newContexts([{ name, context: fields.record }]);
  if (context === undefined) throw fields.missing('cluster');
  const { cluster, user, namespace } = context;
  return { name, cluster, user: user ?? '', namespace: namespace || undefined };
}
