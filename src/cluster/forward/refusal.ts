import type { IncomingMessage } from 'node:http';
import type { Connection } from '../connection.ts';
import { ClusterFailure } from '../failure.ts';
import { isRecord } from '../json.ts';
import { responseFailure } from '../transport/responseFailure.ts';

/** An answer is read no further; enough for any Status. */
const mostBytes = 64 * 1024;

/**
 * What it means that an HTTP answer came instead of a WebSocket. Whatever an API server passes on carries its audit ID;
 * what does not, or says that nobody asked for an upgrade, is the work of a proxy that does not let WebSockets pass.
 */
export async function refusal(
  { context, server }: Pick<Connection, 'context' | 'server'>,
  response: IncomingMessage,
): Promise<ClusterFailure> {
  const status = response.statusCode ?? 0;
  const body = await firstBytes(response);
  const isServer = response.headers['audit-id'] !== undefined || isStatus(body);
  const upgradeLost = status === 400 && /upgrade request required/i.test(body.toString());
  if (!isServer || upgradeLost) {
    return new ClusterFailure('forward.websocket-blocked', { context, server, status, via: viaOf(response) });
  }
  const failure = responseFailure(context, server, status, {}, body);
  if (status === 401 || status === 403 || status === 404) return failure;
  const message = 'message' in failure.params ? failure.params.message : '';
  return new ClusterFailure('forward.upgrade', { context, status, message });
}

/** Who answered, as far as it says. */
export function viaOf({ headers }: IncomingMessage): string {
  return String(headers.via ?? headers['server'] ?? '');
}

async function firstBytes(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (bytes > mostBytes) break;
    }
  } catch {
    // What has arrived is enough for a message.
  }
  return Buffer.concat(chunks);
}

function isStatus(body: Buffer): boolean {
  try {
    const parsed: unknown = JSON.parse(body.toString());
    return isRecord(parsed) && parsed['kind'] === 'Status';
  } catch {
    return false;
  }
}
