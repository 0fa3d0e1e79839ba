import { request } from 'node:https';
import type { ControlPlane } from '../../cluster/controlPlane.ts';

/**
 * Watches all pods as the tree asks for them, and does nothing with what comes: when the server sent each version. What a
 * row takes beyond that is ours. Begins again wherever the server ends it, until the signal aborts.
 */
export async function bareWatch(
  { url, certificate, tokens, api }: ControlPlane,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>();
  const list = await api({ path: '/api/v1/pods?limit=1' });
  let from = list.json<{ metadata: { resourceVersion: string } }>().metadata.resourceVersion;
  const headers = {
    authorization: `Bearer ${tokens.admin}`,
    accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
  };
  const once = () =>
    new Promise<void>((resolve, reject) => {
      const path = `${url}/api/v1/pods?watch=true&includeObject=Object&resourceVersion=${from}`;
      const sent = request(path, { ca: certificate, headers, signal }, response => {
        let rest = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          const lines = (rest + text).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) {
            const [, version] = /"resourceVersion":"(\d+)"/.exec(line) ?? [];
            if (version === undefined) continue;
            seen.set(version, Date.now());
            from = version;
          }
        });
        response.on('end', resolve);
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end();
    });
  while (!signal.aborted) {
    await once().catch(error => {
      if (!signal.aborted) throw error;
    });
  }
  return seen;
}
