import { isRecord, type JsonRecord, recordAt, textOf } from '../../cluster/json.ts';
import type { RepositoryIdentity } from '../set/repository.ts';

/** Of a set's parent: its history, newest first. */
export const historyAnnotation = 'kubewright/history';

/** What an apply was rendered from, as far as that is known before it begins. */
export interface AppliedFrom {
  /** The kustomization's directory below its repository, or the URL that it was fetched from. */
  readonly root: string;
  /** `undefined` where it lies in no repository, or git could not say. */
  readonly commit: string | undefined;
  /** Whether any file that was read differs from that commit. */
  readonly dirty: boolean;
  /** Where objects went that name no namespace. */
  readonly namespace: string;
  /** Is noted once for the set, not with each apply; `undefined` where it lies in no repository. */
  readonly repository?: RepositoryIdentity | undefined;
}

/** How many objects ended which way; zeros are left out where it is written. */
export interface RecordCounts {
  readonly created: number;
  readonly configured: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly notDone: number;
  readonly pruned: number;
}

/** One apply of a set. Holds no content of any object. */
export interface HistoryRecord extends AppliedFrom {
  /** As the server knows them. */
  readonly user: string;
  /** RFC 3339, in UTC. */
  readonly time: string;
  /** `kubewright/v1.2.3`. */
  readonly tool: string;
  /** `partial`: it failed or was given up, and did no more than `counts` says. */
  readonly result: 'complete' | 'partial';
  readonly counts: RecordCounts;
}

/** All annotations of an object hold 256 KiB together; others need room as well. */
export const mostHistoryBytes = 32 * 1024;

/** The history with one more record, as it is written: the newest that fit into `most` bytes. */
export function writeHistory(
  records: readonly HistoryRecord[],
  latest: HistoryRecord,
  most: number = mostHistoryBytes,
): string {
  const kept: string[] = [];
  let bytes = '[]'.length;
  for (const record of [latest, ...records]) {
    const text = JSON.stringify({ ...record, counts: withoutZeros(record.counts) });
    const more = Buffer.byteLength(text) + (kept.length > 0 ? ','.length : 0);
    if (bytes + more <= most) {
      bytes += more;
      kept.push(text);
    } else if (record !== latest) break;
  }
  return `[${kept.join(',')}]`;
}

/** What an annotation says, newest first; whatever is no record of ours is left out, for anybody may write there. */
export function readHistory(annotation: unknown): readonly HistoryRecord[] {
  const text = textOf(annotation);
  if (text === undefined) return [];
  try {
    const list: unknown = JSON.parse(text);
    return (Array.isArray(list) ? list : []).flatMap(each => (isRecord(each) ? (recordIn(each) ?? []) : []));
  } catch {
    return [];
  }
}

function recordIn(value: JsonRecord): HistoryRecord | undefined {
  const { root, result } = value;
  const time = textOf(value['time']);
  if (typeof root !== 'string' || time === undefined || Number.isNaN(Date.parse(time))) return undefined;
  const counts = recordAt(value, 'counts');
  const count = (key: keyof RecordCounts) => (Number.isSafeInteger(counts[key]) ? Number(counts[key]) : 0);
  const commit = textOf(value['commit']);
  return {
    root: plain(root),
    // What goes on to git is a commit or nothing.
    commit: commit !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit) ? commit : undefined,
    dirty: value['dirty'] === true,
    namespace: plain(value['namespace']),
    user: plain(value['user']),
    time: plain(time),
    tool: plain(value['tool']),
    result: result === 'complete' ? 'complete' : 'partial',
    counts: {
      created: count('created'),
      configured: count('configured'),
      unchanged: count('unchanged'),
      failed: count('failed'),
      notDone: count('notDone'),
      pruned: count('pruned'),
    },
  };
}

/** Text that may go to a terminal. */
function plain(value: unknown): string {
  return (textOf(value) ?? '').replaceAll(/\p{Cc}/gu, '');
}

function withoutZeros(counts: RecordCounts): Partial<RecordCounts> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
