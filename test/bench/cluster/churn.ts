import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlane } from '../../cluster/controlPlane.ts';

/**
 * Changes pods at a rate until the signal aborts, an annotation of one after the other. Gives how many changes a second
 * there really were, and when the server had made each, by the version that it gave.
 */
export async function churnPods(
  controlPlane: ControlPlane,
  { perSecond, pods, namespaces }: { perSecond: number; pods: number; namespaces: number },
  signal: AbortSignal,
): Promise<{ readonly perSecond: number; readonly made: ReadonlyMap<string, number> }> {
  const start = performance.now();
  const made = new Map<string, number>();
  let sent = 0;
  const underWay = new Set<Promise<unknown>>();
  while (!signal.aborted) {
    const due = ((performance.now() - start) / 1000) * perSecond;
    while (sent < due && underWay.size < 100) {
      const index = (sent * 7919) % pods;
      sent += 1;
      const name = `web-${String(index).padStart(5, '0')}`;
      const path = `/api/v1/namespaces/bench-${index % namespaces}/pods/${name}`;
      const body = { metadata: { annotations: { 'bench/sent': `${Date.now()} ${sent}` } } };
      const change = controlPlane
        .api({ method: 'PATCH', path, body, contentType: 'application/merge-patch+json' })
        .then(answer => {
          const { metadata } = answer.json<{ metadata: { resourceVersion: string } }>();
          made.set(metadata.resourceVersion, Date.now());
        })
        .finally(() => underWay.delete(change));
      underWay.add(change);
    }
    await sleep(2);
  }
  await Promise.allSettled(underWay);
  return { perSecond: sent / ((performance.now() - start) / 1000), made };
}
