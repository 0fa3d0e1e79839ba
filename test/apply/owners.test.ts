import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownerOf } from '../../src/apply/owner.ts';
import { planApply } from '../../src/apply/planApply.ts';
import { concernsOf } from '../../src/apply/safety/concerns.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import { textIn } from '../../src/messages/text.ts';
import { connect } from '../cluster/connect.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { project } from './project.ts';

describe('who looks after an object', () => {
  const argo = { managedFields: [{ manager: 'argocd-controller' }] };
  test.each([
    ['nobody', { labels: { app: 'web' } }, undefined],
    [
      'Argo CD by its tracking annotation',
      { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:default/web' } },
      'Argo CD shop',
    ],
    ['Argo CD by its own label', { labels: { 'argocd.argoproj.io/instance': 'shop' } }, 'Argo CD shop'],
    [
      'Argo CD by its manager and the label of everybody',
      { ...argo, labels: { 'app.kubernetes.io/instance': 'shop' } },
      'Argo CD shop',
    ],
    ['nobody by that label alone', { labels: { 'app.kubernetes.io/instance': 'shop' } }, undefined],
    [
      'a Kustomization of Flux',
      {
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'apps',
          'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
        },
      },
      'Flux flux-system/apps',
    ],
    [
      'a release of Flux, though Helm marks it too',
      {
        labels: { 'helm.toolkit.fluxcd.io/name': 'shop', 'app.kubernetes.io/managed-by': 'Helm' },
        annotations: { 'meta.helm.sh/release-name': 'shop' },
      },
      'Flux shop',
    ],
    [
      'a release of Helm',
      {
        labels: { 'app.kubernetes.io/managed-by': 'Helm' },
        annotations: { 'meta.helm.sh/release-name': 'web', 'meta.helm.sh/release-namespace': 'default' },
      },
      'Helm default/web',
    ],
    [
      'nobody where a chart was only rendered',
      { labels: { 'app.kubernetes.io/managed-by': 'Helm' } },
      undefined,
    ],
  ])('%s', (_, metadata, expected) => {
    const owner = ownerOf({ metadata });
    expect(owner && `${owner.tool} ${owner.name}`).toBe(expected);
  });
});

describe('a plan that changes what others look after', () => {
  const controlPlane = useControlPlane({ kwok: false });
  let connection: Connection;
  beforeAll(async () => {
    connection = await connect(controlPlane());
  });
  afterAll(() => connection?.close());

  test('names the owner once with its objects; what stays as it is, is none of them', async () => {
    const configMap = (name: string, value: string, labels = '') =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${labels}data: {a: "${value}"}\n`;
    const flux = '  labels: {kustomize.toolkit.fluxcd.io/name: apps}\n';
    const all = [configMap('one', '1', flux), configMap('two', '1', flux), configMap('free', '1')];
    await controlPlane().kubectl(['apply', '--server-side', '--field-manager=kubewright', '-f', '-'], {
      stdin: all.join('---\n'),
    });
    const set = project({
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'a.yaml': [configMap('one', '2', flux), configMap('two', '1', flux), configMap('free', '2')].join(
        '---\n',
      ),
    });
    const plan = await planApply({ connection, ...set, namespace: 'default' });
    const facts = { target: undefined, protectedContexts: [], source: undefined };
    const concerns = concernsOf(plan, facts);
    expect(concerns.map(textIn('en'))).toEqual([
      'Flux (apps) looks after ConfigMap default/one and will revert what is done here. Change it in the source of Flux instead.',
    ]);
    expect(concerns.map(textIn('ko')).join()).toContain('Flux(apps)');
  });
});
