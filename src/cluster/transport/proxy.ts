import { BlockList, isIP } from 'node:net';

/** Where proxies are named besides the kubeconfig. */
export interface ProxySettings {
  /** HTTPS_PROXY, HTTP_PROXY and NO_PROXY are read from it, in capitals or not. */
  readonly environment: NodeJS.ProcessEnv;
  /** The editor's own setting; empty or absent where it has none. It goes before the environment's. */
  readonly editorProxy?: string;
  /** Hosts that the editor's setting excepts, written as in NO_PROXY. */
  readonly editorNoProxy?: readonly string[];
}

/**
 * The proxy on the way to a server, or `undefined` for the straight way; throws a TypeError for what is no URL of one.
 * `named` is the kubeconfig's `proxy-url`, which counts for every server. The others except what NO_PROXY lists and this
 * machine itself, by the rules of Go's programs, kubectl among them.
 */
export function proxyFor(server: URL, named: string | undefined, settings: ProxySettings): URL | undefined {
  if (named !== undefined) return proxyUrl(named);
  const { environment, editorProxy = '', editorNoProxy = [] } = settings;
  const ofScheme = server.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const url = editorProxy === '' ? variable(environment, ofScheme) : editorProxy;
  if (url === '') return undefined;
  const excepted = [...editorNoProxy, ...variable(environment, 'no_proxy').split(',')];
  return isExcepted(server, excepted) ? undefined : proxyUrl(url);
}

/** A proxy as people may read it: without its user and password. */
export function shownProxy(proxy: URL): string {
  return `${proxy.protocol}//${proxy.host}`;
}

const schemes = new Set(['http:', 'https:', 'socks5:', 'socks5h:']);

/** Go takes an address without a scheme for an HTTP proxy. */
function proxyUrl(text: string): URL {
  const url = URL.parse(/^[a-z][\w+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || url.hostname === '' || !schemes.has(url.protocol)) {
    throw new TypeError('not the URL of an http, https or socks5 proxy');
  }
  return url;
}

function variable(environment: NodeJS.ProcessEnv, name: string): string {
  return environment[name.toUpperCase()] || environment[name] || '';
}

function isExcepted(server: URL, entries: readonly string[]): boolean {
  const host = server.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const port = server.port || (server.protocol === 'https:' ? '443' : '80');
  if (host === 'localhost' || isLoopback(host)) return true;
  return entries.some(entry => matches(entry.trim().toLowerCase(), host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '') return false;
  if (entry === '*') return true;
  if (entry.includes('/')) return inSubnet(entry, host);
  const [, name = '', onlyPort] = /^(.*?)(?::(\d+))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  const bare = name.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0) return bare === host;
  // `.example.com` and `*.example.com` except subdomains only, `example.com` itself as well.
  const domain = bare.replace(/^\*?\./, '');
  return host.endsWith(`.${domain}`) || (domain === bare && host === domain);
}

function inSubnet(entry: string, host: string): boolean {
  const [network = '', bits] = entry.split('/');
  const family = isIP(host);
  if (family === 0 || family !== isIP(network) || !/^\d+$/.test(bits ?? '')) return false;
  const list = new BlockList();
  try {
    list.addSubnet(network, Number(bits), `ipv${family as 4 | 6}`);
  } catch {
    return false;
  }
  return list.check(host, `ipv${family as 4 | 6}`);
}

function isLoopback(host: string): boolean {
  return (isIP(host) === 4 && host.startsWith('127.')) || host === '::1';
}
