import type { Agent } from 'node:http';
import { type ChangeTarget, type ConfirmedChange, requireConfirmed } from './change/confirm.ts';
import { authHeaders } from './credentials/authHeaders.ts';
import { type CredentialSource, credentialSource } from './credentials/credentials.ts';
import { type PluginHost, plainPluginHost } from './credentials/execPlugin.ts';
import type { KubeContext } from './kubeconfig/kubeconfig.ts';
import { createExchange, pathWithQuery } from './transport/exchange.ts';
import type { RequestHeaders } from './transport/link.ts';
import type { ProxySettings } from './transport/proxy.ts';
import type { Answer, BodyRequest, Query, ReadRequest, StreamAnswer } from './transport/request.ts';
import { createTransport, defaultTiming, type LinkTiming } from './transport/transport.ts';

/** What a WebSocket or upgrade needs in order to be made outside of the pooled transport. */
export interface UpgradeTarget {
  /** Always `http:`, also where the server is `https:`, since the agent's sockets carry the TLS. */
  readonly url: URL;
  /** Holds credentials. */
  readonly headers: RequestHeaders;
  /** Opens one fresh socket for each upgrade, TLS included. */
  readonly agent: Agent;
}

/**
 * One authenticated transport to the API server of one context, shared by all who talk to it. Opens its link
 * with the first request. All methods reject with a ClusterFailure, or an AbortError after an abort.
 */
export interface Connection extends ChangeTarget {
  readonly kubeContext: KubeContext;
  /** GET. */
  get(request: ReadRequest): Promise<Answer>;
  /** GET with a body of unknown length: a watch, a log. Only the first byte is awaited with a time limit. */
  stream(request: ReadRequest): Promise<StreamAnswer>;
  /** Posts a review such as SelfSubjectAccessReview, which stores nothing; refuses other paths. */
  review(request: Omit<BodyRequest, 'method'>): Promise<Answer>;
  /** A write that the server only tries: `dryRun=All` is always set. */
  dryRun(request: BodyRequest): Promise<Answer>;
  /** A write. Throws `change.other-context` where `change` was confirmed for another target. */
  write(change: ConfirmedChange, request: BodyRequest): Promise<Answer>;
  /** For tunnels: one fresh socket per upgrade, with this connection's credentials and TLS. */
  upgradeTarget(path: string, query?: Query): Promise<UpgradeTarget>;
  /** Says that credentials were refused outside of the pooled transport, so that they are renewed. */
  invalidateCredentials(): void;
  /** Closes every link and stream; later requests reject with `connection.closed`. */
  close(): void;
}

/** For tests and command lines with limits of their own. */
export interface ConnectionOptions {
  readonly timing?: Partial<LinkTiming>;
  readonly credentials?: CredentialSource;
  /** For credentials that are not given: where plugins run; without a terminal where absent. */
  readonly plugins?: PluginHost;
  /** Those of this process's environment where absent. */
  readonly proxies?: ProxySettings;
}

/** Makes the connection of a context; opens nothing yet. The caller owns it and closes it. */
export function openConnection(kubeContext: KubeContext, options: ConnectionOptions = {}): Connection {
  const context = kubeContext.name;
  const { server } = kubeContext.cluster;
  const proxies = options.proxies ?? { environment: process.env };
  const credentials =
    options.credentials ??
    credentialSource(kubeContext, { proxies, plugins: options.plugins ?? plainPluginHost });
  const transport = createTransport(kubeContext, { ...defaultTiming, ...options.timing }, proxies);
  const target: ChangeTarget = { context, server };
  const exchange = createExchange(kubeContext, credentials, transport);

  return {
    ...target,
    kubeContext,
    get: request => exchange.whole({ ...request, method: 'GET' }),
    stream: request => exchange.stream({ ...request, method: 'GET' }),
    review: async request => {
      if (!reviewPath.test(request.path)) throw new TypeError(`${request.path} is no review`);
      return exchange.whole({ ...request, method: 'POST' });
    },
    dryRun: async request => exchange.whole({ ...request, query: { ...request.query, dryRun: 'All' } }),
    write: async (change, request) => {
      requireConfirmed(change, target);
      return exchange.whole(request);
    },
    upgradeTarget: async (path, query) => {
      const credential = await credentials.get();
      const url = new URL(server.replace(/^https:/, 'http:') + pathWithQuery(path, query));
      return {
        url,
        headers: authHeaders(kubeContext, credential),
        agent: await transport.upgradeAgent(credential),
      };
    },
    invalidateCredentials: () => credentials.invalidate(),
    close: () => transport.close(),
  };
}

/** Kinds that the server answers and never stores. */
const reviewPath =
  /^\/apis\/(authorization|authentication)\.k8s\.io\/v\d\w*\/(namespaces\/[^/]+\/)?(self|local)?subject(access|rules)?reviews$/;
