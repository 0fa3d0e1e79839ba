import { describe, expect, test } from 'vitest';
import { createBuildRoot } from '../../src/language/buildRoot.ts';
import { createRuleCheck } from '../../src/language/rules/check.ts';
import { rules } from '../../src/language/rules/rules.ts';
import { textIn } from '../../src/messages/text.ts';
import { parseKubernetesVersion } from '../../src/schema/kubernetes/kubernetesVersion.ts';
import { memoryWorkspace } from './memoryWorkspace.ts';

const check = createRuleCheck(
  {},
  rules.filter(({ code }) => code === 'schema.deprecated-version'),
);

/** What is said of an Ingress and a CronJob of old versions that are for a cluster of that release. */
async function said(version: string): Promise<string[]> {
  const object = (apiVersion: string, kind: string) =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\n`;
  const workspace = {
    ...memoryWorkspace({
      '/kustomization.yaml': 'resources: [a.yaml]\n',
      '/a.yaml': [object('networking.k8s.io/v1beta1', 'Ingress'), object('batch/v1beta1', 'CronJob')].join(
        '---\n',
      ),
    }),
    target: async () => ({ version: parseKubernetesVersion(version), typeOf: () => undefined }),
  };
  const { problems } = await createBuildRoot(workspace, () => check)('/', new AbortController().signal);
  return problems.map(textIn('en')).sort();
}

const ingress = 'Kubernetes 1.22 removed Ingress of networking.k8s.io/v1beta1. Use networking.k8s.io/v1.';
const cronJob = 'Kubernetes 1.25 removed CronJob of batch/v1beta1. Use batch/v1.';

describe('a version is deprecated, or gone, for the release that objects are for', () => {
  test.each([
    ['', [ingress, cronJob]],
    ['v1.18.4', []],
    [
      '1.19',
      [
        'Ingress of networking.k8s.io/v1beta1 is deprecated in Kubernetes 1.19, and 1.22 removes it. Use networking.k8s.io/v1.',
      ],
    ],
    [
      '1.24+',
      [
        ingress,
        'CronJob of batch/v1beta1 is deprecated in Kubernetes 1.24, and 1.25 removes it. Use batch/v1.',
      ],
    ],
    ['v1.33.1-gke.5', [ingress, cronJob]],
  ])('%j', async (version, expected) => {
    expect(await said(version)).toEqual(expected.toSorted());
  });
});
