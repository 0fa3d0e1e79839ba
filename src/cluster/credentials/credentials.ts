import { ClusterFailure, isFailure } from '../failure.ts';
import type { KubeContext, UserEntry } from '../kubeconfig/kubeconfig.ts';
import type { ProxySettings } from '../transport/proxy.ts';
import type { Credential } from './credential.ts';
import { type PluginHost, plainPluginHost } from './execPlugin.ts';
import { obtainCredential } from './obtainCredential.ts';
import { oidcTokens } from './oidc.ts';

/** The credentials of one context, obtained when first needed and kept until they expire or are refused. */
export interface CredentialSource {
  /**
   * One run at a time however many ask; rejects with a `credentials.…` failure. A plugin or issuer that failed is left
   * alone for a while, in which the failure is given again, or the credential that there was for as long as it holds.
   */
  get(): Promise<Credential>;
  /**
   * Forgets `refused` so that the next `get` obtains fresh ones; does nothing if others came meanwhile, or where a
   * plugin has just given them. Without `refused` everything is forgotten, failures too: somebody asked for it.
   */
  invalidate(refused?: Credential): void;
}

/** What credentials are obtained with. */
export interface CredentialOptions {
  /** On the way to an OIDC issuer. */
  readonly proxies: ProxySettings;
  /** Without a terminal where absent. */
  readonly plugins?: PluginHost;
  /** In milliseconds since the epoch. */
  readonly now?: () => number;
}

/** A plugin whose credentials are refused is not asked more often, however many requests are refused. */
const refusedMilliseconds = 10_000;
const firstWaitMilliseconds = 1000;
const mostWaitMilliseconds = 30_000;

/**
 * The credentials of a context: kept until shortly before they expire, and obtained once however many ask. Programs
 * and issuers that fail are asked again after 1 s, then 2 s and so on, never more often than each 30 s in the end.
 */
export function credentialSource(context: KubeContext, options: CredentialOptions): CredentialSource {
  const now = options.now ?? Date.now;
  const provider = context.user.authProvider;
  const oidc = provider === undefined ? undefined : oidcTokens(context, provider, options.proxies);
  const costly = context.user.exec !== undefined || oidc !== undefined;
  let current: Credential | undefined;
  let pending: Promise<Credential> | undefined;
  let failed: { readonly error: unknown; readonly until: number } | undefined;
  let failures = 0;
  let refusedAt = Number.NEGATIVE_INFINITY;

  /** What there is holds until it ends, though others were to be had earlier. */
  function orHeld(error: unknown): Credential {
    if (current === undefined || (current.endsAt ?? Number.POSITIVE_INFINITY) <= now()) throw error;
    return current;
  }

  async function renew(): Promise<Credential> {
    try {
      current = await obtainCredential(context, oidc, options.plugins ?? plainPluginHost, now);
      failed = undefined;
      failures = 0;
      return current;
    } catch (error) {
      if (costly) {
        const wait = Math.min(firstWaitMilliseconds * 2 ** failures, mostWaitMilliseconds);
        // A terminal that somebody closed is opened again when somebody asks.
        const closed = isFailure(error, 'credentials.exec-closed');
        failed = { error, until: closed ? Number.POSITIVE_INFINITY : now() + wait };
        failures += 1;
      }
      return orHeld(error);
    }
  }

  return {
    async get() {
      if (current !== undefined && (current.usedUntil ?? Number.POSITIVE_INFINITY) > now()) return current;
      if (failed !== undefined && failed.until > now()) return orHeld(failed.error);
      pending ??= renew().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    invalidate(refused) {
      if (refused === undefined) {
        current = undefined;
        failed = undefined;
        failures = 0;
      } else if (refused === current && (!costly || now() - refusedAt >= refusedMilliseconds)) {
        refusedAt = now();
        current = undefined;
      }
    },
  };
}

/** The sources of many contexts. */
export interface CredentialSources {
  /** Contexts with the same cluster and user share one, so that their plugin runs once for all of them. */
  of(context: KubeContext): CredentialSource;
}

/**
 * Makes a source for each pair of cluster and user, whatever they are called, and keeps it, also when an issuer's tokens
 * change in the file.
 */
export function credentialSources(options: CredentialOptions): CredentialSources {
  const sources = new Map<string, CredentialSource>();
  return {
    of(context) {
      const key = JSON.stringify([context.cluster, withoutIssuedTokens(context.user)]);
      const source = sources.get(key) ?? credentialSource(context, options);
      sources.set(key, source);
      return {
        get: () =>
          source.get().catch(error => {
            throw namedFor(context.name, error);
          }),
        invalidate: refused => source.invalidate(refused),
      };
    },
  };
}

/** Without the tokens that an issuer gives and that whoever renews them writes into the file: the same user still. */
function withoutIssuedTokens(user: UserEntry): UserEntry {
  if (user.authProvider === undefined) return user;
  const { 'id-token': _, 'refresh-token': __, ...config } = user.authProvider.config;
  return { ...user, authProvider: { ...user.authProvider, config } };
}

/** A failure that another context of the same user met, as this one's. */
function namedFor(context: string, error: unknown): unknown {
  if (!(error instanceof ClusterFailure) || !('context' in error.params)) return error;
  return error.params.context === context
    ? error
    : new ClusterFailure(error.code, { ...error.params, context }, error.cause);
}
