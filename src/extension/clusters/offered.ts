import type { Access, Deed } from '../../cluster/access.ts';
import type { ListedKind } from '../../cluster/kinds/summary.ts';

/** What menus offer to do with an object, where the user may. */
export type Offer = 'log' | 'forward' | 'delete';

const pods = { group: '', resource: 'pods' } as const;
const readLog: Deed = { verb: 'get', ...pods, subresource: 'log' };
/** Servers before 1.35 want the other verb of who comes by a WebSocket, so one of both is enough to be offered it. */
const openTunnel: readonly Deed[] = [
  { verb: 'create', ...pods, subresource: 'portforward' },
  { verb: 'get', ...pods, subresource: 'portforward' },
];

/** Whether to offer something with an object of a kind in a namespace (`''` for what the cluster has). */
export function isOffered(access: Access, { id }: ListedKind, offer: Offer, namespace: string): boolean {
  switch (offer) {
    case 'log':
      return access.offers(readLog, namespace);
    case 'forward':
      return openTunnel.some(deed => access.offers(deed, namespace));
    case 'delete':
      return access.offers({ verb: 'delete', group: id.group, resource: id.resource }, namespace);
  }
}
