import { execFile } from 'node:child_process';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../cacheFolder.ts';

const version = 'v5.8.1';

/** The official kustomize that outputs are compared with, built once into the user's cache folder. */
export async function buildOracle(): Promise<string> {
  const folder = join(cacheFolder(), `kustomize-${version}`);
  const program = join(folder, process.platform === 'win32' ? 'kustomize.exe' : 'kustomize');
  const present = await access(program).then(
    () => true,
    () => false,
  );
  if (present) return program;
  console.log(`Building the official kustomize ${version}`);
  await mkdir(folder, { recursive: true });
  await promisify(execFile)('go', ['install', `sigs.k8s.io/kustomize/kustomize/v5@${version}`], {
    env: { ...process.env, GOBIN: folder, CGO_ENABLED: '0' },
  });
  return program;
}
