import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from '../../src/kustomize/build.ts';
import { render } from '../../src/kustomize/render/render.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';
import { buildOracle } from './build.ts';

/** What the official `kustomize build` answers: its output, or the end of its error. */
export type Official = { readonly output: string } | { readonly error: string };

export async function officialBuild(directory: string, flags: readonly string[] = []): Promise<Official> {
  const program = await buildOracle();
  try {
    const { stdout } = await promisify(execFile)(program, ['build', directory, ...flags], {
      maxBuffer: 256 * 1024 * 1024,
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
    });
    return { output: stdout };
  } catch (error) {
    return { error: String((error as { stderr?: string }).stderr ?? error) };
  }
}

/** Our build of the same directory: the output, or the codes of the errors. */
export function ourBuild(directory: string): { output: string } | { codes: readonly string[] } {
  const result = build(directory, createBlockingSnapshot());
  const errors = result.problems.filter(problem => problem.severity === 'error');
  if (errors.length > 0) return { codes: errors.map(({ code }) => code) };
  return { output: render(result.resources) };
}

/** Runs `use` on a folder with these files, which is removed afterwards. */
export async function withFiles<Result>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'kubewright-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(directory, name)), { recursive: true });
      await writeFile(join(directory, name), content);
    }
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
