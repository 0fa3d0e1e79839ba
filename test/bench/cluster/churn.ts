import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlane } from '../../cluster/controlPlane.ts';

/**
 * Changes pods at a rate until the signal aborts: each gets the time of its change, in milliseconds, as an annotation.
 * Gives how many changes a second there really were.
 */
export async function churnPods(
  controlPlane: ControlPlane,
  { perSecond, pods, namespaces }: { perSecond: number; pods: number; namespaces: number },
  signal: AbortSignal,
): Promise<number> {
  const start = performance.now();
  let sent = 0;
  const underWay = new Set<Promise<unknown>>();
  while (!signal.aborted) {
    const due = ((performance.now() - start) / 1000) * perSecond;
    while (sent < due && underWay.size < 100) {
      const index = (sent * 7919) % pods;
      sent += 1;
      const name = `web-${String(index).padStart(5, '0')}`;
      const path = `/api/v1/namespaces/bench-${index % namespaces}/pods/${name}`;
      const body = { metadata: { annotations: { 'bench/sent': String(Date.now()) } } };
      const change = controlPlane
        .api({ method: 'PATCH', path, body, contentType: 'application/merge-patch+json' })
        .finally(() => underWay.delete(change));
      underWay.add(change);
    }
    await sleep(2);
  }
  await Promise.allSettled(underWay);
  return sent / ((performance.now() - start) / 1000);
}
