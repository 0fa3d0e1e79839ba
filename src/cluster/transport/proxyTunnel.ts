import { connect as connectTcp, isIP, isIPv6, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { trustedAuthorities } from '../credentials/trustedAuthorities.ts';

/** What a tunnel through a proxy leads to. */
export interface ProxyTarget {
  readonly host: string;
  readonly port: number;
}

/**
 * Opens a socket to `target` through an HTTP proxy (CONNECT), over TLS where it is an https one, or through SOCKS5,
 * with the user and password of its URL. Names are looked up by the proxy. Rejects with an error whose message holds
 * no credential, or with the signal's reason.
 */
export async function proxyTunnel(proxy: URL, target: ProxyTarget, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const host = proxy.hostname.replace(/^\[(.*)\]$/, '$1');
  const socks = proxy.protocol.startsWith('socks');
  const secure = proxy.protocol === 'https:';
  const port = Number(proxy.port) || (socks ? 1080 : secure ? 443 : 80);
  const socket = secure
    ? connectTls({ host, port, servername: isIP(host) === 0 ? host : '', ca: trustedAuthorities() })
    : connectTcp({ host, port });
  const abort = () => socket.destroy(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await opened(socket, secure ? 'secureConnect' : 'connect');
    await (socks ? greetSocks(socket, proxy, target) : sendConnect(socket, proxy, target));
    return socket;
  } catch (error) {
    socket.on('error', () => {});
    socket.destroy();
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function opened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => {
      socket.off('error', reject);
      resolve();
    });
    socket.once('error', reject);
  });
}

/** RFC 9110 9.3.6. */
async function sendConnect(socket: Socket, proxy: URL, target: ProxyTarget): Promise<void> {
  const authority = `${isIPv6(target.host) ? `[${target.host}]` : target.host}:${target.port}`;
  const { user, password } = loginOf(proxy);
  const basic = Buffer.from(`${user}:${password}`).toString('base64');
  socket.write(
    [
      `CONNECT ${authority} HTTP/1.1`,
      `Host: ${authority}`,
      ...(user === '' ? [] : [`Proxy-Authorization: Basic ${basic}`]),
      '\r\n',
    ].join('\r\n'),
  );
  const head = await read(socket, bytes => {
    const end = bytes.indexOf('\r\n\r\n');
    return end < 0 ? undefined : end + 4;
  });
  const [, status = '', reason = ''] =
    /^HTTP\/1\.[01] (\d{3}) ?([^\r\n]*)/.exec(head.toString('latin1')) ?? [];
  if (status === '') throw new Error('it is no HTTP proxy');
  if (!status.startsWith('2')) throw new Error(`HTTP ${status} ${reason}`.trim());
}

/** RFC 1928, with the user and password of RFC 1929. */
async function greetSocks(socket: Socket, proxy: URL, target: ProxyTarget): Promise<void> {
  const { user, password } = loginOf(proxy);
  const methods = user === '' ? [0] : [0, 2];
  socket.write(Buffer.from([5, methods.length, ...methods]));
  const [version, method] = await read(socket, exactly(2));
  if (version !== 5) throw new Error('it is no SOCKS5 proxy');
  if (method === 2) {
    socket.write(Buffer.concat([Buffer.from([1]), counted(user), counted(password)]));
    const [, refused] = await read(socket, exactly(2));
    if (refused !== 0) throw new Error('it refuses the user or password');
  } else if (method !== 0) {
    throw new Error('it wants a user and a password');
  }
  const port = Buffer.alloc(2);
  port.writeUInt16BE(target.port);
  socket.write(Buffer.concat([Buffer.from([5, 1, 0, 3]), counted(target.host), port]));
  // The address that the proxy used has 4 or 16 bytes, or a counted name.
  const answer = await read(socket, bytes => {
    const [, , , kind, length = 0] = bytes;
    if (bytes.length < 5) return undefined;
    const end = 6 + (kind === 1 ? 4 : kind === 4 ? 16 : length + 1);
    return bytes.length < end ? undefined : end;
  });
  const code = answer[1] ?? 0;
  if (code !== 0) throw new Error(`SOCKS ${socksErrors[code] ?? code}`);
}

const socksErrors: Readonly<Record<number, string>> = {
  1: 'failure',
  2: 'not allowed',
  3: 'network unreachable',
  4: 'host unreachable',
  5: 'connection refused',
  6: 'expired',
};

function counted(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > 255) throw new Error('a name or password is too long for SOCKS5');
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function loginOf(proxy: URL): { readonly user: string; readonly password: string } {
  return { user: decodeURIComponent(proxy.username), password: decodeURIComponent(proxy.password) };
}

const exactly = (length: number) => (bytes: Buffer) => (bytes.length < length ? undefined : length);

/** No proxy answers with more. */
const mostBytes = 16 * 1024;

/** The first bytes, as many as `enough` says once it can; what came behind them stays to be read. */
function read(socket: Socket, enough: (bytes: Buffer) => number | undefined): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const finish = (settle: () => void) => {
      socket.off('readable', take);
      socket.off('error', fail);
      socket.off('close', closed);
      settle();
    };
    const fail = (error: Error) => finish(() => reject(error));
    const closed = () => fail(new Error('it closed the connection'));
    const take = () => {
      for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) {
        bytes = Buffer.concat([bytes, chunk]);
        const end = enough(bytes);
        if (end !== undefined) {
          if (bytes.length > end) socket.unshift(bytes.subarray(end));
          finish(() => resolve(bytes.subarray(0, end)));
          return;
        }
        if (bytes.length > mostBytes) fail(new Error('its answer has no end'));
      }
    };
    socket.on('readable', take);
    socket.once('error', fail);
    socket.once('close', closed);
    socket.once('end', closed);
    take();
  });
}
