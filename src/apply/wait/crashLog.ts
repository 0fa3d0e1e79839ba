import type { Connection } from '../../cluster/connection.ts';
import { ClusterFailure } from '../../cluster/failure.ts';
import { readLog } from '../../cluster/logs/podLog.ts';
import type { PodTrouble } from './podTrouble.ts';

/** So much tells why a program ended, and fits below the row that says that it did. */
const tailLines = 5;

/**
 * The last lines that a container wrote before it ended; empty where there are none or they cannot be read. What a program
 * writes is the user's own to keep free of secrets.
 */
export async function crashLog(
  connection: Connection,
  { namespace, pod, container }: PodTrouble,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (container === undefined) return [];
  const source = { connection, namespace, pod, container };
  for (const previous of [true, false]) {
    try {
      const text = await readLog(source, { tailLines, previous, signal });
      const lines = text.split('\n').filter(line => line !== '');
      if (lines.length > 0) return lines;
    } catch (error) {
      // A container that was never started again has no log before its last restart.
      if (!(error instanceof ClusterFailure)) throw error;
    }
  }
  return [];
}
