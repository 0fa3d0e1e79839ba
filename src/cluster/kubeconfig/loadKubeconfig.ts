import { readFile } from 'node:fs/promises';
import { ClusterFailure, isFailure } from '../failure.ts';
import { type InClusterOptions, inClusterContext } from './inCluster.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import type { KubeconfigFile } from './kubeconfigEntries.ts';
import { type NamedFile, namedFiles } from './kubeconfigFiles.ts';

/** Where kubeconfigs are besides the environment's. */
export interface KubeconfigPlaces extends InClusterOptions {
  /** Absolute paths of files, and of folders whose kubeconfigs are read; behind those of the environment. */
  readonly extra?: readonly string[];
}

/**
 * Reads the files of KUBECONFIG, or `~/.kube/config`, and `extra` ones, merged as kubectl does: the first file wins.
 * In a pod its service account is a context too, the current one where no file names another. Never writes; what
 * cannot be read is told in the result.
 */
export async function loadKubeconfig(
  environment: NodeJS.ProcessEnv = process.env,
  places: KubeconfigPlaces = {},
): Promise<Kubeconfig> {
  const { files, folders } = await namedFiles(environment, places.extra ?? []);
  // The parser is not needed before a cluster is.
  const [{ parseKubeconfig }, { mergeContexts }] = await Promise.all([
    import('./kubeconfigEntries.ts'),
    import('./mergeContexts.ts'),
  ]);
  const parsed: KubeconfigFile[] = [];
  const failures: ClusterFailure[] = [];
  const others = new Set<string>();
  for (const { file, certain } of files) {
    try {
      const text = await readText(file);
      const config = text === undefined ? undefined : parseKubeconfig(file, text, certain);
      if (config === undefined) {
        if (!certain) others.add(file);
        continue;
      }
      parsed.push(config);
      failures.push(...config.failures);
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      failures.push(error);
    }
  }
  const { contexts, broken } = mergeContexts(parsed);
  const told = new Set(broken.map(({ failure }) => failure));
  failures.push(...parsed.flatMap(refusedEntries).filter(failure => !told.has(failure)));
  const pod = await inClusterContext(environment, contexts, places);
  const current = parsed.find(file => file.currentContext !== undefined)?.currentContext;
  return {
    contexts: pod === undefined ? contexts : [...contexts, pod],
    broken,
    currentContext: current ?? pod?.name,
    failures,
    files: files.map(({ file }) => file).filter(file => !others.has(file)),
    folders,
  };
}

/** For these kubectl refuses the whole file, even where no context leads there. */
function refusedEntries({ clusters, users }: KubeconfigFile): ClusterFailure[] {
  return [...clusters.values(), ...users.values()].filter((entry): entry is ClusterFailure =>
    isFailure(entry, 'kubeconfig.wrong-type'),
  );
}

/** `undefined` where there is no such file, which kubectl allows too. */
async function readText(file: NamedFile['file']): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (reason === 'ENOENT') return undefined;
    throw new ClusterFailure('kubeconfig.unreadable', { file, reason }, error);
  }
}
