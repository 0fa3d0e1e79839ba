import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runInHost } from './inHost.ts';

const overlays = Object.fromEntries(
  Array.from({ length: 300 }, (_, i) => [
    `overlays/o${i}/kustomization.yaml`,
    `nameSuffix: -n${i}\nresources: [../../base]\n`,
  ]),
);
const fleet: Readonly<Record<string, string>> = {
  'clusters/prod/flux-system/kustomization.yaml': 'resources: [sync.yaml]\n',
  'clusters/prod/flux-system/sync.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux-system }
spec: { path: ./clusters/prod, sourceRef: { kind: GitRepository, name: flux-system } }
`,
  'clusters/prod/apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps }
spec:
  path: ./apps/web
  sourceRef: { kind: GitRepository, name: flux-system }
`,
  'apps/web/kustomization.yaml': 'namePrefix: a-\n',
  'base/kustomization.yaml': 'resources: [config.yaml]\n',
  'base/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
  ...overlays,
};

/** Who opens a repository that Flux deploys sees what deploys what, and types on while all of it is checked. */
test('a fleet is followed in a real VS Code', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-fleet-'));
  try {
    for (const [path, text] of Object.entries(fleet)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { results, output } = await runInHost('latest', folder, 'fleet');
    console.log(results.map(({ name }) => name).join('\n'));
    expect(results.length, output).toBeGreaterThan(0);
    for (const { name, state, error } of results)
      expect(state, `${name}: ${error}\n${output}`).toBe('passed');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 240_000);
