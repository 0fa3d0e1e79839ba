import { hostAndPort } from '../../cluster/forward/hostAndPort.ts';
import type { ForwardedPort } from '../../cluster/forward/portForward.ts';

/** `127.0.0.1:8080`, or with the first other address that the port listens on. */
export function shownAddress({ addresses, local }: Pick<ForwardedPort, 'addresses' | 'local'>): string {
  const [address = '127.0.0.1'] = addresses;
  const host = address === '0.0.0.0' || address === '::' ? 'localhost' : address;
  return hostAndPort(host, local);
}
