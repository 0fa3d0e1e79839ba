import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSample } from '../cluster/sample.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { until } from '../cluster/until.ts';
import { type Ended, ended, startKubewright } from './kubewright.ts';

const controlPlane = useControlPlane();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubewright-get-'));
  await createSample(controlPlane());
  await until('the workloads have settled', async () => {
    const { stdout } = await controlPlane().kubectl(['get', 'deployments', '-n', 'shop', '--no-headers']);
    return /web\s+3\/3/.test(stdout) && /catalog\s+2\/2/.test(stdout);
  });
}, 1_200_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(args: readonly string[]) {
  return startKubewright(['get', ...args], folder, { KUBECONFIG: controlPlane().kubeconfigs.admin });
}

const get = (...args: readonly string[]): Promise<Ended> => ended(start(args));

/** Ages differ by the second between two calls. */
const withoutAges = (text: string) =>
  text
    .replaceAll(/\b(?:\d+[smhd])+\b/g, 'AGE')
    .replaceAll(/ +$/gm, '')
    .replaceAll(/AGE {2,}/g, 'AGE   ');

describe('the table is that of kubectl', () => {
  test.each([
    [['pods', '-n', 'kube-system']],
    [['deploy', '-n', 'shop']],
    [['Service', '-n', 'shop']],
    [['svc', 'web', '-n', 'shop']],
    [['ingresses.networking.k8s.io', '-n', 'shop']],
    [['cm', '-A']],
    [['nodes']],
    [['deployments', '-n', 'shop', '-o', 'wide']],
    [['pods', '-n', 'shop', '-l', 'app.kubernetes.io/name=web']],
    [['service', 'db', 'web', '-n=shop']],
    [['deploy,svc', '-n', 'shop']],
    [['deployment/web', 'svc/web', 'svc/db', '-n', 'shop']],
    [['deployments.v1.apps', '-n', 'shop', '-o', 'name']],
    [['svc,deploy', 'web', '-n', 'shop', '-o', 'name']],
  ])('%j', async args => {
    await until('both say the same', async () => {
      const [ours, theirs] = await Promise.all([get(...args), controlPlane().kubectl(['get', ...args])]);
      expect(withoutAges(ours.stdout)).toBe(withoutAges(theirs.stdout));
      expect(ours.code).toBe(0);
      expect(ours.stdout.split('\n').length).toBeGreaterThan(2);
      return true;
    });
  });
});

describe('objects', () => {
  test('come as the YAML of kubectl', async () => {
    const ours = await get('service', 'web', '-n', 'shop', '-o', 'yaml');
    const theirs = await controlPlane().kubectl(['get', 'service', 'web', '-n', 'shop', '-o', 'yaml']);
    expect(ours.stdout).toBe(theirs.stdout);
  });

  test.each([
    [['deploy,svc', '-n', 'shop']],
    [['svc', 'web', 'db', '-n', 'shop']],
    [['configmap', '-n', 'kube-system']],
  ])('come as the YAML and JSON of kubectl: %j', async args => {
    for (const output of ['yaml', 'json']) {
      const theirs = await controlPlane().kubectl(['get', ...args, '-o', output]);
      expect((await get(...args, '-o', output)).stdout).toBe(theirs.stdout);
    }
  });

  test('come as JSON, one or all', async () => {
    const one = JSON.parse((await get('deploy/web', '-n', 'shop', '-o', 'json')).stdout);
    expect([one.kind, one.metadata.name, one.metadata.managedFields]).toEqual([
      'Deployment',
      'web',
      undefined,
    ]);
    const all = JSON.parse((await get('deploy', '-n', 'shop', '-o', 'json')).stdout);
    expect(all.items.map((item: { kind: string }) => item.kind)).toEqual([
      'Deployment',
      'Deployment',
      'Deployment',
    ]);
  });

  test('that are Secrets keep their values to themselves', async () => {
    const { stdout } = await controlPlane().kubectl(['get', 'secret', 'db', '-n', 'shop', '-o', 'json']);
    const values = Object.values<string>(JSON.parse(stdout).data);
    expect(values.length).toBeGreaterThan(0);
    for (const output of ['yaml', 'json', 'table']) {
      for (const name of [[], ['db']]) {
        const ours = await get('secrets', ...name, '-n', 'shop', '-o', output);
        expect(ours.code).toBe(0);
        for (const value of values) expect(ours.stdout).not.toContain(value);
      }
    }
  });

  test('are none where the name is empty, as of a variable that is not set', async () => {
    for (const wanted of [
      ['secret', ''],
      ['secret/'],
      ['secrets', 'db', ''],
      ['', 'db'],
      ['secret/db/'],
      [''],
    ]) {
      const ours = await get(...wanted, '-n', 'shop', '-o', 'yaml');
      expect([wanted, ours.code, ours.stdout]).toEqual([wanted, 2, '']);
    }
    // As for kubectl an empty namespace is that of the context.
    const here = await get('configmaps', '-n', '');
    expect(withoutAges(here.stdout)).toBe(withoutAges((await get('configmaps', '-n', 'default')).stdout));
  });
});

describe('what others wrote', () => {
  beforeAll(async () => {
    const { kubectl } = controlPlane();
    await kubectl(['create', '-f', '-'], { stdin: JSON.stringify(gadgetDefinition) });
    await until('the kind is served', async () => {
      const { code } = await kubectl(['create', '-f', '-'], { stdin: gadget });
      return code === 0;
    });
  });

  test('does nothing to the terminal, and stays one line', async () => {
    const args = ['gadgets', '-n', 'models'];
    const [ours, theirs] = await Promise.all([get(...args), controlPlane().kubectl(['get', ...args])]);
    expect(withoutControls(ours.stdout)).toBe(withoutControls(theirs.stdout));
    expect(ours.stdout).toContain('^[]52;c;cm0=^G first...');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(ours.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    const refused = await get('pods', '-n', 'models', '-l', 'a=\u001b[2J');
    expect(refused.code).toBe(1);
    expect(refused.stderr).not.toContain('\u001b');
    expect(refused.stderr).not.toContain('object');
  });

  test('keeps every digit', async () => {
    for (const output of ['table', 'yaml', 'json']) {
      const ours = await get('gadgets', 'one', '-n', 'models', '-o', output);
      expect(ours.stdout).toContain('9007199254740993');
    }
  });

  test('is found by the singular of its definition, which is not its kind', async () => {
    expect(await get('gdgt', 'one', '-n', 'models', '-o', 'name')).toMatchObject({
      code: 0,
      stdout: 'gadget.example.com/one\n',
    });
  });
});

/** How kubectl prints the other control characters is no model. */
const withoutControls = (text: string) =>
  withoutAges(text)
    .replaceAll(/\^G|\p{Cc}/gu, '')
    .replaceAll(/ {2,}/g, '  ');

const gadget = JSON.stringify({
  apiVersion: 'example.com/v1',
  kind: 'Gadget',
  metadata: { name: 'one', namespace: 'models' },
  spec: { note: '\u001b]52;c;cm0=\u0007 first\nsecond', big: 0 },
}).replace('"big":0', '"big":9007199254740993');

const gadgetDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'gadgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'gadgets', singular: 'gdgt', kind: 'Gadget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        additionalPrinterColumns: [
          { name: 'Note', type: 'string', jsonPath: '.spec.note' },
          { name: 'Big', type: 'integer', jsonPath: '.spec.big' },
        ],
      },
    ],
  },
};

test('a watch prints what changes until it is interrupted', async () => {
  const child = start(['configmaps', '-n', 'notebooks', '--watch']);
  let output = '';
  child.stdout?.on('data', chunk => {
    output += chunk;
  });
  await until('the list is there', () => output.includes('kube-root-ca.crt'));
  await controlPlane().kubectl(['create', 'configmap', 'seen', '-n', 'notebooks', '--from-literal=a=b']);
  await until('the new one is printed', () => /^seen\s+1/m.test(output));
  child.kill('SIGINT');
  expect((await ended(child)).code).toBe(0);
});

test('a watch of nothing has its header once, when something comes', async () => {
  const child = start(['configmaps', '-n', 'models', '-l', 'watched=yes', '--watch']);
  let output = '';
  child.stdout?.on('data', chunk => {
    output += chunk;
  });
  const create = async (name: string) => {
    const { kubectl } = controlPlane();
    await kubectl(['create', 'configmap', name, '-n', 'models']);
    await kubectl(['label', 'configmap', name, '-n', 'models', 'watched=yes']);
  };
  await until('the watch is on', async () => {
    await create(`one-${Date.now()}`);
    return output.includes('one-');
  });
  await create('two');
  await until('the second is printed', () => output.includes('two'));
  expect(output.match(/NAME/g)).toHaveLength(1);
  child.kill('SIGINT');
  expect((await ended(child)).code).toBe(0);
});

test('what is not there is told, with what to do', async () => {
  expect(await get('wigdets')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('serves no wigdets'),
  });
  const none = await get('jobs', '-n', 'models');
  expect(none).toMatchObject({ code: 0, stdout: '', stderr: 'There are no jobs in models.\n' });
  expect(await get('pod', 'nobody', '-n', 'shop')).toMatchObject({ code: 1 });
  expect(await get('pods', '-o', 'yml')).toMatchObject({ code: 2 });
  expect(await get('pod', 'nobody', '-A')).toMatchObject({ code: 2 });
  // A selector would be dropped in silence.
  expect(await get('node', 'nobody', '-l', 'a=b')).toMatchObject({ code: 2, stdout: '' });
  const partly = await get('service', 'web', 'nobody', '-n', 'shop');
  expect(partly).toMatchObject({ code: 1, stderr: expect.stringContaining('"nobody" not found') });
  expect(partly.stdout).toMatch(/^web\s/m);
  const unknown = await get('pods', '--context', 'elsewhere');
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('elsewhere') });
  expect(unknown.stderr).not.toContain('kubeconfig.unknown-context');
});
