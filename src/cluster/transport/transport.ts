import type { Agent } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { abortable } from '../abort.ts';
import type { Credential } from '../credentials/credential.ts';
import { ClusterFailure } from '../failure.ts';
import type { KubeContext } from '../kubeconfig/kubeconfig.ts';
import { dial, type TlsMaterial, tlsMaterial } from './dial.ts';
import { dialingAgent } from './dialingAgent.ts';
import { http1Link } from './http1Link.ts';
import { http2Link } from './http2Link.ts';
import { type Link, type LinkAnswer, type LinkRequest, UnsentError } from './link.ts';
import type { ProxySettings } from './proxy.ts';

/** Limits of the link, in seconds. */
export interface LinkTiming {
  /** Until TCP and TLS stand. */
  readonly connect: number;
  /** Between two PINGs of HTTP/2. */
  readonly ping: number;
  /** For the answer to a PING: with `ping`, how long a dead link can go unnoticed. */
  readonly pingTimeout: number;
}

/** A dead link is noticed within 42 seconds. */
export const defaultTiming: LinkTiming = { connect: 15, ping: 30, pingTimeout: 12 };

/** The links to one API server, made when needed and replaced when they end. */
export interface Transport {
  /** Sends with the credential's client certificate; raw errors, see `Link`. */
  request(credential: Credential, request: LinkRequest): Promise<LinkAnswer>;
  /** An agent for upgrades: a fresh HTTP/1.1 socket for each. */
  upgradeAgent(credential: Credential): Promise<Agent>;
  close(): void;
}

/**
 * node:http2 and node:http on sockets that `dial` opens, rather than undici: upgrades go the same way, and undici sees
 * a dead link only at the PING after the unanswered one, at 2 × `ping`, for 455 kB more.
 */
export function createTransport(context: KubeContext, timing: LinkTiming, proxies: ProxySettings): Transport {
  const dialing = (tls: TlsMaterial, protocols: readonly string[]) =>
    dial(context, tls, { protocols, seconds: timing.connect, proxies });

  let links: OpenLink[] = [];
  let opening: Promise<OpenLink> | undefined;
  let closed = false;

  async function usableLink(credential: Credential): Promise<Link> {
    for (;;) {
      if (closed) throw new ClusterFailure('connection.closed', { context: context.name });
      links = links.filter(({ link }) => !link.ended);
      const fits = links.filter(({ cert }) => sameMaterial(cert, credential.cert));
      for (const { link } of links.filter(each => !fits.includes(each))) link.retire();
      const usable = fits.find(({ link }) => link.usable);
      if (usable !== undefined) return usable.link;
      opening ??= openLink(context, credential, timing, dialing).finally(() => {
        opening = undefined;
      });
      const opened = await opening;
      if (closed) opened.link.close(new ClusterFailure('connection.closed', { context: context.name }));
      else if (!links.includes(opened)) links.push(opened);
    }
  }

  return {
    async request(credential, request) {
      const link = await abortable(usableLink(credential), request.signal);
      try {
        return await link.request(request);
      } catch (error) {
        if (!(error instanceof UnsentError)) throw error;
        const other = await abortable(usableLink(credential), request.signal);
        return other.request(request);
      }
    },
    async upgradeAgent(credential) {
      const tls = await tlsMaterial(context, credential);
      return dialingAgent(() => dialing(tls, ['http/1.1']), false);
    },
    close() {
      closed = true;
      const reason = new ClusterFailure('connection.closed', { context: context.name });
      for (const { link } of links) link.close(reason);
      links = [];
    },
  };
}

interface OpenLink {
  readonly link: Link;
  readonly cert: Credential['cert'];
}

/** ALPN decides what the link speaks. */
async function openLink(
  context: KubeContext,
  credential: Credential,
  timing: LinkTiming,
  dialing: (tls: TlsMaterial, protocols: readonly string[]) => Promise<Socket>,
): Promise<OpenLink> {
  const url = new URL(context.cluster.server);
  const tls = await tlsMaterial(context, credential);
  const socket = await dialing(tls, ['h2', 'http/1.1']);
  const { cert } = credential;
  if ((socket as Partial<TLSSocket>).alpnProtocol !== 'h2') {
    return { link: http1Link(url, socket, () => dialing(tls, ['http/1.1'])), cert };
  }
  const target = { context: context.name, server: context.cluster.server };
  const link = http2Link(socket, {
    origin: url.origin,
    pingSeconds: timing.ping,
    pingTimeoutSeconds: timing.pingTimeout,
    deadLink: seconds => new ClusterFailure('connection.timeout', { ...target, seconds }),
  });
  return { link, cert };
}

function sameMaterial(one: Credential['cert'], other: Credential['cert']): boolean {
  return (one === undefined ? '' : one.toString()) === (other === undefined ? '' : other.toString());
}
