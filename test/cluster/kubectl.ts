import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { User } from './credentials.ts';

/** How to run the kubectl of the control plane's own version. */
export interface KubectlOptions {
  /** `admin` where absent. */
  readonly user?: User;
  /** KUBECONFIG, where it shall be another than the user's. */
  readonly kubeconfig?: string;
  /** Its standard input; empty where absent. */
  readonly stdin?: string;
  /** Ends it when aborted; the code is then 1. */
  readonly signal?: AbortSignal;
}

/** How it ended, and all it wrote. */
export interface KubectlResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Starts kubectl as one user, its streams piped; the caller ends it. It sees no kubeconfig and no settings but these and
 * those of `environment`.
 */
export function spawnKubectl(
  program: string,
  kubeconfig: string,
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(program, ['kubectl', ...args], {
    env: {
      ...environment,
      PATH: process.env['PATH'],
      HOME: folder,
      KUBECONFIG: kubeconfig,
      KUBECACHEDIR: join(folder, 'kubectl-cache'),
    },
  });
}

/** Waits for a kubectl that ends by itself. */
export async function kubectlResult(child: ChildProcess, options: KubectlOptions): Promise<KubectlResult> {
  const end = () => child.kill('SIGKILL');
  options.signal?.addEventListener('abort', end, { once: true });
  if (options.signal?.aborted) end();
  // A kubectl that fails early leaves its standard input unread.
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.stdin ?? '');
  try {
    const [code, stdout, stderr] = await Promise.all([
      new Promise<number>((resolve, reject) => {
        child.on('error', reject);
        child.on('close', exitCode => resolve(exitCode ?? 1));
      }),
      child.stdout === null ? '' : text(child.stdout),
      child.stderr === null ? '' : text(child.stderr),
    ]);
    return { code, stdout, stderr };
  } finally {
    options.signal?.removeEventListener('abort', end);
  }
}
