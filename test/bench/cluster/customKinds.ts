import type { ControlPlane } from '../../cluster/controlPlane.ts';
import { inParallel } from './manyPods.ts';

/** Makes CustomResourceDefinitions in 20 groups, as an operator-heavy cluster has them. */
export async function createCustomKinds(controlPlane: ControlPlane, count: number): Promise<void> {
  const indexes = Array.from({ length: count }, (_, index) => index);
  await inParallel(indexes, async index => {
    const group = `group-${index % 20}.example.test`;
    const plural = `things${index}`;
    const schema = {
      openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    };
    const body = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.${group}` },
      spec: {
        group,
        scope: 'Namespaced',
        names: { plural, singular: `thing${index}`, kind: `Thing${index}`, listKind: `Thing${index}List` },
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    };
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    const { status, text } = await controlPlane.api({ method: 'POST', path, body });
    if (status !== 201 && status !== 409) throw new Error(text);
  });
}
