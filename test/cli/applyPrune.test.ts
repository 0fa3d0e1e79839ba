import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyCommand } from '../../src/cli/apply.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { atTerminal } from './atTerminal.ts';
import { type Ended, ended, startKubewright } from './kubewright.ts';

const controlPlane = useControlPlane({ kwok: false });
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubewright-prune-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keep = '{client.lifecycle.config.k8s.io/deletion: detach}';
const configMap = (name: string, annotations = '{}') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, annotations: ${annotations}}\n`;
const namespaceOf = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n`;

function render(...documents: readonly string[]): void {
  writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [all.yaml]\n');
  writeFileSync(join(folder, 'all.yaml'), documents.join('---\n'));
}

const environment = () => ({ KUBECONFIG: controlPlane().kubeconfigs.admin });
const kubewright = (...args: readonly string[]): Promise<Ended> =>
  ended(startKubewright(args, folder, environment()));
const answered = (set: string, ...answers: readonly string[]) =>
  atTerminal(applyCommand, ['.', '--prune', '--set', set], { cwd: folder, env: environment(), answers });

async function exists(kind: string, name: string): Promise<boolean> {
  const { stdout } = await controlPlane().kubectl([
    ...['get', kind, name, '--ignore-not-found'],
    ...['-o', 'jsonpath={.metadata.name}{.metadata.deletionTimestamp}'],
  ]);
  return stdout === name;
}

describe('before anything is pruned', () => {
  test('what goes and what stays is named, with --yes too, and what stayed is told in the end', async () => {
    const prune = ['--prune', '--set', 'told', '--yes'];
    render(
      configMap('told-stays'),
      configMap('told-goes'),
      configMap('told-kept', keep),
      namespaceOf('told-home'),
    );
    expect((await kubewright('apply', '.', ...prune)).code).toBe(0);
    render(configMap('told-stays'));
    const { code, stdout, stderr } = await kubewright('apply', '.', ...prune);
    const kept = [
      'ConfigMap default/told-kept: kept, as its annotation client.lifecycle.config.k8s.io/deletion says\n',
      'Namespace told-home: kept, for others are lost with it; --prune-guarded deletes it\n',
    ];
    const before = stderr.slice(0, stderr.indexOf('Context kubewright-test'));
    for (const line of ['ConfigMap default/told-goes: delete\n', ...kept]) expect(before).toContain(line);
    for (const line of ['ConfigMap default/told-goes: deleted\n', ...kept]) expect(stdout).toContain(line);
    expect(code).toBe(0);
    const json = await kubewright('apply', '.', ...prune, '--format', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      kept: [
        { kind: 'ConfigMap', name: 'told-kept' },
        { kind: 'Namespace', name: 'told-home' },
      ],
    });
  });

  test('at a terminal what takes others along is asked about by itself, with what would be lost', async () => {
    render(configMap('asked-stays'), namespaceOf('asked-home'));
    expect((await answered('asked', 'y')).questions).toEqual(['Apply? [y/N] ']);
    await controlPlane().kubectl(['create', 'configmap', 'theirs', '-n', 'asked-home']);
    render(configMap('asked-stays'));
    const guarded =
      'Others are lost with what is rendered no more: Namespace asked-home. Delete it from kubewright-test too? [y/N] ';
    const kept = await answered('asked', 'n', 'y');
    expect(kept.questions).toEqual([guarded, 'Apply? [y/N] ']);
    expect(kept.code).toBe(0);
    expect(await exists('namespace', 'asked-home')).toBe(true);
    const deleted = await answered('asked', 'y', 'y');
    expect(deleted.stderr).toContain(
      'Namespace asked-home: delete\n  lost with it, though not of this set: ConfigMap asked-home/theirs\n',
    );
    expect(deleted.stderr).toContain('namespaces asked-home, default: ');
    expect(await exists('namespace', 'asked-home')).toBe(false);
  });
});
