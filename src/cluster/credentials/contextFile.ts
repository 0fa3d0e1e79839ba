import { readFile } from 'node:fs/promises';
import { ClusterFailure } from '../failure.ts';
import type { KubeContext } from '../kubeconfig/kubeconfig.ts';

/** Reads a file that a kubeconfig entry points at; rejects with `credentials.file-unreadable`. */
export async function readContextFile(context: KubeContext, file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new ClusterFailure('credentials.file-unreadable', { context: context.name, file, reason }, error);
  }
}

/** The authority that the cluster entry names, as PEM; `undefined` where it names none. Rejects as above. */
export async function authorityOf(context: KubeContext): Promise<Buffer | undefined> {
  const { caData, caFile } = context.cluster;
  if (caData !== undefined) return Buffer.from(caData, 'base64');
  return caFile === undefined ? undefined : readContextFile(context, caFile);
}
