import { expect, test } from 'vitest';
import { openConnection } from '../../src/cluster/connection.ts';
import { createAuthority } from '../cluster/certificates.ts';
import { contextOf } from '../cluster/connect.ts';
import { createFaultProxy } from '../cluster/faultProxy.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { applyProject } from './confirmed.ts';
import { project } from './project.ts';

const controlPlane = useControlPlane({ kwok: false });

test('a server that asks for a pause gets it, and everything is applied once it has time again', async () => {
  const authority = createAuthority('authority of the test');
  const certificate = authority.issue({ name: 'proxy', ip: '127.0.0.1' });
  const options = { target: controlPlane().url, authority: controlPlane().certificate, certificate };
  const proxy = await createFaultProxy({ ...options, protocol: 'h2' });
  const context = await contextOf(controlPlane());
  const caData = Buffer.from(authority.cert).toString('base64');
  const cluster = { ...context.cluster, server: proxy.url, caData };
  const connection = openConnection({ ...context, cluster });
  try {
    const names = Array.from({ length: 60 }, (_, index) => `busy-${index}`);
    const generators = names.map(name => `- {name: ${name}, literals: [a=1]}\n`).join('');
    const set = project({
      'kustomization.yaml': `generatorOptions: {disableNameSuffixHash: true}\nconfigMapGenerator:\n${generators}`,
    });
    const busy = proxy.inject(
      { path: '/configmaps/' },
      { kind: 'answer', status: 429, headers: { 'retry-after': '1' }, body: 'slow down' },
    );
    const start = Date.now();
    setTimeout(() => busy.clear(), 1500);
    const { report } = await applyProject(connection, set);
    expect(report.counts).toMatchObject({ created: 60, failed: 0, notDone: 0 });
    expect(busy.hits).toBeGreaterThan(0);
    // Each worker waits a second after each refusal: in 1.5 s no more than two rounds of them are refused.
    expect(busy.hits).toBeLessThanOrEqual(2 * 16);
    expect(Date.now() - start).toBeGreaterThan(2000);
  } finally {
    connection.close();
    await proxy.close();
  }
});
