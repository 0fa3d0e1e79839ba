import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../vscode/server.ts';

/** A copy of the sample workspace to play in; `remove` it when the editor is closed. */
export interface SampleWorkspace {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Copies test/fixtures/sampleWorkspace to a temporary folder named `shop`, with a git history where git is there. */
export async function createSampleWorkspace(): Promise<SampleWorkspace> {
  const parent = await mkdtemp(join(tmpdir(), 'kubewright-demo-'));
  const folder = join(parent, 'shop');
  await cp(join(projectRoot, 'test', 'fixtures', 'sampleWorkspace'), folder, { recursive: true });
  commitAll(folder);
  return {
    folder,
    remove: () => rm(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}

/** So that the editor marks what a person changes; without git the workspace is the same but for that. */
function commitAll(folder: string): void {
  const identity = [
    '-c',
    'user.name=Sample',
    '-c',
    'user.email=sample@example.com',
    '-c',
    'commit.gpgsign=false',
  ];
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
    [...identity, 'commit', '--quiet', '--no-verify', '--message=Shop'],
  ]) {
    if (spawnSync('git', args, { cwd: folder, stdio: 'ignore' }).status !== 0) return;
  }
}
