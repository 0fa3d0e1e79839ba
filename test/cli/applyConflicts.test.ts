import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyCommand } from '../../src/cli/apply.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { atTerminal } from './atTerminal.ts';
import { type Ended, ended, startKubewright } from './kubewright.ts';

const controlPlane = useControlPlane({ kwok: false });
let folder = '';
const path = '/api/v1/namespaces/default/configmaps/app-settings';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubewright-conflicts-'));
  writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [settings.yaml]\nnamePrefix: app-\n');
  writeFileSync(
    join(folder, 'settings.yaml'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  a: "1"\n  b: "1"\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Another manager owns both fields. */
beforeEach(async () => {
  await controlPlane().kubectl(['delete', 'configmap', 'app-settings', '--ignore-not-found']);
  await controlPlane().api({
    method: 'PATCH',
    path: `${path}?fieldManager=operator`,
    contentType: 'application/apply-patch+yaml',
    body: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'app-settings' },
      data: { a: 'x', b: 'x' },
    },
  });
});

function kubewright(...args: readonly string[]): Promise<Ended> {
  return ended(startKubewright(args, folder, { KUBECONFIG: controlPlane().kubeconfigs.admin }));
}

async function data(): Promise<unknown> {
  return (await controlPlane().api({ path })).json<{ data: unknown }>().data;
}

describe('fields that others own', () => {
  test('refuse the apply of a script that says nothing of them', async () => {
    const { code, stderr } = await kubewright('apply', '.', '--yes');
    expect(code).toBe(1);
    expect(stderr).toContain(
      'settings.yaml:6:7 error apply.conflict ConfigMap default/app-settings: data.a belongs to operator, which set x, not 1.',
    );
    expect(await data()).toEqual({ a: 'x', b: 'x' });
  });

  test('are taken over with --conflicts=take, and left where they are with --conflicts=leave', async () => {
    const left = await kubewright('apply', '.', '--yes', '--conflicts=leave');
    expect(left.code).toBe(0);
    expect(left.stderr).toContain(
      'settings.yaml:6:7 ConfigMap default/app-settings: data.a is left to operator this time and stays x.',
    );
    expect(await data()).toEqual({ a: 'x', b: 'x' });
    const shown = await kubewright('diff', '.', '--conflicts=take');
    expect(shown.stdout).toContain('-  a: x\n-  b: x\n+  a: "1"\n+  b: "1"\n');
    const taken = await kubewright('apply', '.', '--yes', '--conflicts=take', '--format=json');
    expect(JSON.parse(taken.stdout)).toMatchObject({
      objects: [
        { outcome: 'configured', conflicts: [{ field: 'data.a', choice: 'take' }, { field: 'data.b' }] },
      ],
    });
    expect(await data()).toEqual({ a: '1', b: '1' });
  });

  test('are asked about one by one at a terminal, with both values', async () => {
    const env = { KUBECONFIG: controlPlane().kubeconfigs.admin };
    const run = (answers: readonly string[]) =>
      atTerminal(applyCommand, ['.'], { cwd: folder, env, answers });
    const given = await run(['t', '?']);
    expect(given).toMatchObject({ code: 1, questions: [expect.stringContaining('(t)'), expect.anything()] });
    expect(given.stderr).toContain(
      'settings.yaml:6:7 ConfigMap default/app-settings: data.a is x, as operator set it; here it is 1.',
    );
    expect(await data()).toEqual({ a: 'x', b: 'x' });
    expect((await run(['t', 'l', 'y'])).code).toBe(0);
    expect(await data()).toEqual({ a: '1', b: 'x' });
    expect((await run(['L', 'y'])).questions).toHaveLength(2);
    expect((await run(['T', 'y'])).code).toBe(0);
    expect(await data()).toEqual({ a: '1', b: '1' });
  });

  test('cannot be asked about where nobody sits at a terminal', async () => {
    expect(await kubewright('apply', '.', '--conflicts=ask')).toMatchObject({ code: 2 });
    expect(await kubewright('apply', '.', '--conflicts=force')).toMatchObject({ code: 2 });
  });
});
