import { beforeAll } from 'vitest';
import type { ControlPlane } from '../cluster/controlPlane.ts';
import { createSample } from '../cluster/sample.ts';
import { serveSamplePages } from '../cluster/samplePages.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { until } from '../cluster/until.ts';

/** The sample cluster of a test file, as the context `shop-cluster`, with the pods of `shop/web` running. */
export function useShopCluster(): () => ControlPlane {
  const controlPlane = useControlPlane({ name: 'shop-cluster' });
  beforeAll(async () => {
    await createSample(controlPlane());
    await serveSamplePages(controlPlane());
    await until('the web pods run', async () => {
      const { stdout } = await controlPlane().kubectl([
        'get',
        'deployment',
        '-n',
        'shop',
        'web',
        '-o',
        'json',
      ]);
      return JSON.parse(stdout).status.readyReplicas === 3;
    });
  }, 1_200_000);
  return controlPlane;
}
