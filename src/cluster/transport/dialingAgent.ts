import { Agent } from 'node:http';
import type { Socket } from 'node:net';

/** Idle sockets are let go before servers and load balancers drop them behind our back. */
const idleMilliseconds = 30_000;

/** Opens one socket, TLS included. */
export type DialSocket = () => Promise<Socket>;

/** An agent whose sockets come from `dial`, so that proxies and certificates are known in one place. */
export function dialingAgent(dial: DialSocket, keepAlive: boolean): Agent {
  const agent = new Agent({ keepAlive, timeout: idleMilliseconds, scheduling: 'lifo' });
  agent.createConnection = (_options, callback) => {
    dial().then(
      socket => callback?.(null, socket),
      error => callback?.(error, undefined as never),
    );
    return undefined;
  };
  return agent;
}
