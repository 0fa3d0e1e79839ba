import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { contextKubeconfig } from '../../src/cluster/kubeconfig/contextKubeconfig.ts';
import { contextOf } from './connect.ts';
import { useControlPlane } from './shared.ts';

const controlPlane = useControlPlane();

test('a terminal of the tree goes to its context and namespace, whatever kubectl has as current', async () => {
  const context = await contextOf(controlPlane());
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-terminal-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const other = join(folder, 'other');
  await writeFile(
    other,
    JSON.stringify({ apiVersion: 'v1', kind: 'Config', 'current-context': 'elsewhere' }),
  );
  const own = join(folder, 'own');
  await writeFile(own, contextKubeconfig(context, 'kube-system'));
  const kubeconfig = [own, other, context.file].join(delimiter);
  const kubectl = (args: readonly string[]) => controlPlane().kubectl(args, { kubeconfig });
  expect((await kubectl(['config', 'current-context'])).stdout.trim()).toBe(context.name);
  const { stdout } = await kubectl(['get', 'configmap', 'kube-root-ca.crt', '-o', 'name']);
  expect(stdout).toContain('configmap/kube-root-ca.crt');
  const view = await kubectl(['config', 'view', '--minify', '-o', 'jsonpath={..namespace}']);
  expect(view.stdout).toBe('kube-system');
});
