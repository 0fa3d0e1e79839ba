import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The generated file, and what `kustomizeschema data` prints. */
export const dataFile = fileURLToPath(
  new URL('../../../src/schema/data/kustomizeOpenapi.json', import.meta.url),
);

/** What the program of this folder prints; Go's build cache keeps it. Fails with the compiler's or its message. */
export async function runSchemaProgram(args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('go', ['run', '-trimpath', '-buildvcs=false', '.', ...args], {
    cwd: folder,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
