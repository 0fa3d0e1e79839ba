import { expect, test } from 'vitest';
import { rules } from '../../src/language/rules/rules.ts';
import { analyse, findingsOf } from './checkDiagnostics.ts';

const unlisted = rules.filter(({ code }) => code === 'resource.unlisted');
const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n';
const found = ['/app/web.yaml:1 0-14 hint resource.unlisted'];

test('a manifest is unlisted until a kustomization reads it, be it a component, and again when it no longer does', async () => {
  const analysed = await analyse(
    {
      '/app/kustomization.yaml': 'namePrefix: a-\n',
      '/app/web.yaml': service,
      '/kustomization.yaml': 'namePrefix: b-\n',
    },
    {},
    unlisted,
  );
  const write = (path: string, text: string) => analysed.change(...analysed.workspace.write(path, text));
  const now = () => findingsOf(analysed, '/app/web.yaml');
  expect(now()).toEqual(found);
  await write('/app/kustomization.yaml', 'resources: [web.yaml]\n');
  expect(now()).toEqual([]);
  await write('/app/kustomization.yaml', 'namePrefix: a-\n');
  expect(now()).toEqual(found);
  const component =
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [app/web.yaml]\n';
  await write('/kustomization.yaml', component);
  expect(now()).toEqual([]);
  await write('/kustomization.yaml', 'resources: [app/web.yaml]\n');
  expect(now()).toEqual([]);
  await write('/kustomization.yaml', 'namePrefix: b-\n');
  expect(now()).toEqual(found);
});

test('what lies beside is looked at again when it changes, and not where a kustomization cannot be built', async () => {
  const files = { '/app/kustomization.yaml': 'namePrefix: a-\n', '/app/web.yaml': 'replicas: 1\n' };
  const analysed = await analyse(files, {}, unlisted);
  const write = (path: string, text: string) => analysed.change(...analysed.workspace.write(path, text));
  expect(findingsOf(analysed, '/app/web.yaml')).toEqual([]);
  await write('/app/web.yaml', service);
  expect(findingsOf(analysed, '/app/web.yaml')).toEqual(found);
  await write('/app/kustomization.yaml', 'resources: [gone.yaml]\n');
  expect(findingsOf(analysed, '/app/web.yaml')).toEqual([]);
});
