import { chmod, copyFile, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildControlPlane } from '../cluster/build.ts';
import { type ControlPlane, startControlPlane } from '../cluster/controlPlane.ts';
import { createSample } from '../cluster/sample.ts';
import { serveSamplePages } from '../cluster/samplePages.ts';

/** The context of the demo cluster in its kubeconfig. */
export const demoContext = 'kubewright-demo';

/** A cluster that comes up while the editor is already in use. */
export interface DemoCluster {
  /** Where its kubeconfig will be; there is no such file before the cluster answers. */
  readonly kubeconfig: string;
  /** Resolves when the workloads are applied; rejects with what went wrong. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
}

/** Whether this user has a kubeconfig, so that the demo shows their clusters and needs none of its own. */
export async function hasKubeconfig(): Promise<boolean> {
  if (process.env['KUBECONFIG']) return true;
  return stat(join(homedir(), '.kube', 'config')).then(
    () => true,
    () => false,
  );
}

/** Builds (once a machine) and starts the demo cluster in the background; `report` receives its progress. */
export async function startDemoCluster(report: (line: string) => void): Promise<DemoCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-demo-kube-'));
  const kubeconfig = join(folder, 'config');
  let controlPlane: ControlPlane | undefined;
  let stopped = false;
  const start = async () => {
    report('preparing');
    await buildControlPlane();
    if (stopped) return;
    report('starting');
    controlPlane = await startControlPlane({ name: demoContext, audit: false });
    if (stopped) return controlPlane.stop();
    await publish(controlPlane.kubeconfigs.admin, kubeconfig);
    report(`Kubernetes ${controlPlane.versions.kubernetes} answers, adding workloads`);
    await createSample(controlPlane);
    await serveSamplePages(controlPlane);
    report(`ready. Kubeconfig: ${kubeconfig}`);
  };
  const ready = start();
  // Who waits for it sees the failure; where nobody does it must not end the process.
  ready.catch(() => {});
  const stop = async () => {
    stopped = true;
    await controlPlane?.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { kubeconfig, ready, stop };
}

/** In one step, so that an editor that watches the file never reads half of it. */
async function publish(from: string, to: string): Promise<void> {
  await copyFile(from, `${to}.new`);
  await chmod(`${to}.new`, 0o600);
  await rename(`${to}.new`, to);
}
