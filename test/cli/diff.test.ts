import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodes } from '../cluster/fakeKubelet.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { type Ended, ended, startKubewright } from './kubewright.ts';

const controlPlane = useControlPlane();
let folder = '';

const files = {
  'kustomization.yaml': `resources: [web.yaml, secret.yaml]
namespace: default
images:
- name: web
  newTag: "1"
`,
  'web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: {a.b/c: one}
spec:
  replicas: 1
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        image: web
`,
  'secret.yaml': `apiVersion: v1
kind: Secret
metadata:
  name: key
stringData:
  same: kept-value
  other: first-value
`,
};

beforeAll(async () => {
  await createNodes(controlPlane(), ['node-1']);
  folder = mkdtempSync(join(tmpdir(), 'kubewright-diff-'));
  write(files);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(changed: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(changed)) writeFileSync(join(folder, name), text);
}

function kubewright(...args: readonly string[]): Promise<Ended> {
  return ended(startKubewright(args, folder, { KUBECONFIG: controlPlane().kubeconfigs.admin }));
}

describe('kubewright diff', () => {
  test('what is not there is shown as it was written, without what the server would add', async () => {
    const { code, stdout, stderr } = await kubewright('diff', '.');
    expect(code).toBe(1);
    const [, deployment = ''] = stdout.split('--- /dev/null\n+++ applied Deployment default/web\n');
    expect(deployment).toContain('\n+      - image: web:1\n');
    for (const added of ['status', 'managedFields', 'uid', 'imagePullPolicy', 'terminationMessagePath']) {
      expect(stdout).not.toContain(added);
    }
    expect(stdout).not.toContain('first-value');
    expect(stderr).toContain('create 2, change 0, unchanged 0');
  });

  test('after an apply there is no difference, though controllers and defaults have written into the objects', async () => {
    expect((await kubewright('apply', '.', '--yes')).code).toBe(0);
    const { stdout } = await controlPlane().kubectl([
      ...['wait', '--for=condition=Available', 'deployment/web', '--timeout=60s'],
    ]);
    expect(stdout).toContain('condition met');
    const again = await kubewright('diff', '.');
    expect(again).toMatchObject({ code: 0, stdout: '' });
    expect(again.stderr).toContain('create 0, change 0, unchanged 2');
  });

  test('each changed field names the line that sets it; of Secrets only which values differ', async () => {
    write({
      'kustomization.yaml': files['kustomization.yaml'].replace('newTag: "1"', 'newTag: "2"'),
      'web.yaml': files['web.yaml'].replace('replicas: 1', 'replicas: 3').replace('{a.b/c: one}', '{}'),
      'secret.yaml': files['secret.yaml'].replace('first-value', 'second-value'),
    });
    const { code, stdout } = await kubewright('diff', '.');
    expect(code).toBe(1);
    const changed = stdout
      .split('\n')
      .filter(line => /^[-+#] ?(?![-+])/.test(line) && !/^(---|\+\+\+)/.test(line));
    expect(changed).toEqual([
      '# data.other  secret.yaml:7:10',
      "-  other: '*** (before)'",
      "+  other: '*** (after)'",
      '# metadata.annotations  web.yaml:3:1',
      '# spec.replicas  web.yaml:7:13',
      '# spec.template.spec.containers[name="web"].image  kustomization.yaml:5:12',
      '-  annotations:',
      '-    a.b/c: one',
      '-  replicas: 1',
      '+  replicas: 3',
      '-      - image: web:1',
      '+      - image: web:2',
    ]);
    for (const value of ['first-value', 'second-value', 'kept-value']) {
      expect(stdout).not.toContain(value);
      expect(stdout).not.toContain(Buffer.from(value).toString('base64'));
    }
  });

  test('scripts get each change with its place', async () => {
    const { code, stdout } = await kubewright('diff', '.', '--format', 'json');
    expect(code).toBe(1);
    const { objects, problems } = JSON.parse(stdout);
    expect(problems).toEqual([]);
    const web = objects.find((each: { name: string }) => each.name === 'web');
    expect(web).toMatchObject({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'default',
      diff: 'change',
    });
    expect(web.changes).toContainEqual({
      field: 'spec.replicas',
      before: 1,
      after: 3,
      file: 'web.yaml',
      line: 7,
      column: 13,
    });
    expect(stdout).not.toContain(Buffer.from('second-value').toString('base64'));
  });

  test('a refusal is told at its line, and is no difference that could pass for one', async () => {
    write({ 'web.yaml': files['web.yaml'].replace('replicas: 1', 'replicsa: 1') });
    const { code, stderr } = await kubewright('diff', '.');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^web\.yaml:7:3 error apply\.unknown-field /m);
  });
});
