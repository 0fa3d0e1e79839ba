import { execFile } from 'node:child_process';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../cacheFolder.ts';

/** The official kustomize that outputs are compared with, built once into the user's cache folder. */
export function buildOracle(): Promise<string> {
  return install('kustomize', 'v5.8.1', 'sigs.k8s.io/kustomize/kustomize/v5');
}

/** The official helm, which both the official kustomize and ours run; built once into the user's cache folder. */
export function buildHelm(): Promise<string> {
  return install('helm', 'v3.22.0', 'helm.sh/helm/v3/cmd/helm');
}

async function install(name: string, version: string, path: string): Promise<string> {
  const folder = join(cacheFolder(), `${name}-${version}`);
  const program = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
  const present = await access(program).then(
    () => true,
    () => false,
  );
  if (present) return program;
  console.log(`Building the official ${name} ${version}`);
  await mkdir(folder, { recursive: true });
  await promisify(execFile)('go', ['install', `${path}@${version}`], {
    env: { ...process.env, GOBIN: folder, CGO_ENABLED: '0' },
  });
  return program;
}
