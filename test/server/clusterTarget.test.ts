import { afterEach, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import { type Client, startClient } from './client.ts';

let client: Client | undefined;
afterEach(async () => {
  expect(await client?.stop()).toBe(0);
  client = undefined;
});

const codes = (found: readonly { code?: unknown }[]) => found.map(({ code }) => code).join();

const widget = 'apiVersion: example.com/v1\nkind: Widget\nmetadata: { name: a }\nspec: { colour: red }\n';
const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  spec: {
    group: 'example.com',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [
      {
        name: 'v1',
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: { spec: { type: 'object', properties: { color: { type: 'string' } } } },
          },
        },
      },
    ],
  },
};

test('custom resources are checked by the cluster that is connected, which is asked once for what is used', async () => {
  const asked: unknown[] = [];
  client = await startClient({
    'kustomization.yaml': 'resources: [widget.yaml, cron.yaml]\n',
    'widget.yaml': widget,
    'cron.yaml': 'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: { name: a }\n',
  });
  client.answer('kubewright/definitions', params => {
    asked.push(params);
    return [definition, { kind: 'CustomResourceDefinition' }, 'nonsense'];
  });
  await client.diagnostics('cron.yaml', found => codes(found).includes('schema.deprecated-version'));
  expect(asked).toEqual([]);
  await client.notify('kubewright/cluster', { context: 'old', version: 'v1.20.4' });
  const [diagnostic] = await client.diagnostics('widget.yaml', found => found.length > 0);
  expect(diagnostic?.code).toBe('schema.unknown-field');
  // That release has no newer CronJob.
  expect(codes(client.published()[client.uri('cron.yaml')] ?? [])).not.toContain('schema.deprecated-version');
  client.open('widget.yaml', widget);
  client.edit('widget.yaml', 'colour', 'color');
  await client.diagnostics('widget.yaml', found => found.length === 0);
  expect(asked).toEqual([{ kinds: ['example.com/v1 Widget'] }]);
  await client.notify('kubewright/cluster', {});
  await client.diagnostics('cron.yaml', found => codes(found).includes('schema.deprecated-version'));
});

test('the setting counts more than the cluster that is looked at', async () => {
  const settings = { current: {}, kubernetes: '1.24' };
  client = await startClient(
    {
      'kustomization.yaml': 'resources: [cron.yaml]\n',
      'cron.yaml': 'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: { name: a }\n',
    },
    { settings, trusted: true },
  );
  const says = (text: string) => (found: readonly Diagnostic[]) => String(found[0]?.message).includes(text);
  await client.notify('kubewright/cluster', { context: 'new', version: 'v1.33.0' });
  await client.diagnostics('cron.yaml', says('deprecated'));
  settings.kubernetes = '1.25';
  await client.notify('workspace/didChangeConfiguration', { settings: null });
  await client.diagnostics('cron.yaml', says('1.25 removed'));
});
