import { readFile } from 'node:fs/promises';
import { ClusterFailure } from './failure.ts';
import type { KubeContext } from './kubeconfig.ts';

/** Reads a file that a kubeconfig entry points at; rejects with `credentials.file-unreadable`. */
export async function readContextFile(context: KubeContext, file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new ClusterFailure('credentials.file-unreadable', { context: context.name, file, reason }, error);
  }
}
