import { open, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../kubeconfig/kubeconfigFile.ts';

const lookMilliseconds = 100;
/** An issuer has 30 s to answer, so whoever has its turn for longer was killed. */
const longestMilliseconds = 45_000;

/**
 * Works while no other Kubewright does so for the same kubeconfig. Not by kubectl's own lock: that one makes every kubectl
 * fail that meets it, and an issuer may take long. Where no file can be made beside the kubeconfig, nobody waits.
 */
export async function inTurn<T>(file: string, work: () => Promise<T>): Promise<T> {
  const turn = join(dirname(file), `.${basename(file)}.kubewright-login`);
  const mine = await begin(turn);
  try {
    return await work();
  } finally {
    if (mine) await rm(turn, { force: true });
  }
}

async function begin(turn: string): Promise<boolean> {
  for (;;) {
    try {
      await (await open(turn, 'wx', 0o600)).close();
      return true;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') return false;
    }
    const since = await stat(turn).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (Date.now() - since > longestMilliseconds) await rm(turn, { force: true });
    else await sleep(lookMilliseconds);
  }
}
