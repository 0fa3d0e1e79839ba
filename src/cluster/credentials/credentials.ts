import { ClusterFailure, isFailure } from '../failure.ts';
import type { KubeContext, UserEntry } from '../kubeconfig/kubeconfig.ts';
import { isEncrypted } from '../kubeconfig/serverUrl.ts';
import type { ProxySettings } from '../transport/proxy.ts';
import { basicLogin } from './basicLogin.ts';
import { readContextFile } from './contextFile.ts';
import { type PluginHost, plainPluginHost, runExecPlugin } from './execPlugin.ts';
import { type OidcToken, oidcEarlyMilliseconds, oidcTokens } from './oidc.ts';

/** What a request authenticates with. Secret. */
export interface Credential {
  readonly authorization: string | undefined;
  readonly cert: string | Buffer | undefined;
  readonly key: string | Buffer | undefined;
  /** Until when it is used without asking again, in milliseconds since the epoch; `undefined`: until refused. */
  readonly usedUntil: number | undefined;
  /** When it ends, where others cannot be had before; `undefined`: nobody knows, so when it is refused. */
  readonly endsAt: number | undefined;
}

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

/** Plugins print credentials that are about to expire; ask again this long before. */
const earlyMilliseconds = 30_000;
/** Files of tokens and certificates are rotated by others, so they are read again this often, as client-go does. */
const fileMilliseconds = 60_000;
/** For what is over the moment it comes: the clocks differ, and the server decides. */
const skewedMilliseconds = 60_000;
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
      current = await obtain(context, oidc, options.plugins ?? plainPluginHost, now);
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

const nothing: Credential = {
  authorization: undefined,
  cert: undefined,
  key: undefined,
  usedUntil: undefined,
  endsAt: undefined,
};

/** The first kind that the user entry declares, in the order of client-go: what stands there goes before what is made. */
async function obtain(
  context: KubeContext,
  oidc: (() => Promise<OidcToken>) | undefined,
  plugins: PluginHost,
  now: () => number,
): Promise<Credential> {
  const { user } = context;
  // Whoever is on the way would read them: like kubectl we do not even ask a plugin.
  if (!isEncrypted(context.cluster.server)) return nothing;
  const certificate = {
    cert: await material(context, user.certData, user.certFile),
    key: await material(context, user.keyData, user.keyFile),
  };
  const fromFile = [user.certFile, user.keyFile, user.tokenFile].some(file => file !== undefined);
  const usedUntil = fromFile ? now() + fileMilliseconds : undefined;
  const authorization = await staticAuthorization(context);
  if (authorization !== undefined) return { ...certificate, authorization, usedUntil, endsAt: undefined };
  if (user.exec !== undefined) {
    const made = await runExecPlugin(context, user.exec, plugins);
    return {
      authorization: made.token === undefined ? undefined : `Bearer ${made.token}`,
      cert: made.certificate ?? certificate.cert,
      key: made.key ?? certificate.key,
      usedUntil: pluginUntil(made.expiresAt, now()),
      // What is over the moment it comes is for the server to judge.
      endsAt: (made.expiresAt ?? 0) <= now() ? undefined : made.expiresAt,
    };
  }
  if (oidc !== undefined) {
    const { token, expiresAt } = await oidc();
    const over = expiresAt <= now();
    const until = over ? now() + skewedMilliseconds : expiresAt - oidcEarlyMilliseconds;
    return {
      ...certificate,
      authorization: `Bearer ${token}`,
      usedUntil: Math.min(until, usedUntil ?? until),
      endsAt: over ? undefined : expiresAt,
    };
  }
  return { ...certificate, authorization: undefined, usedUntil, endsAt: undefined };
}

/** Some plugins print what they have until the last moment, so a short rest is used by half. */
function pluginUntil(expiresAt: number | undefined, now: number): number | undefined {
  if (expiresAt === undefined) return undefined;
  const left = expiresAt - now;
  if (left <= 0) return now + skewedMilliseconds;
  return left > 2 * earlyMilliseconds ? expiresAt - earlyMilliseconds : now + left / 2;
}

/** A token of a file goes before that of the entry, which serves where the file cannot be read. */
async function staticAuthorization(context: KubeContext): Promise<string | undefined> {
  const { token, tokenFile, username, password } = context.user;
  if (tokenFile !== undefined) {
    const read = await tokenIn(context, tokenFile).catch((error: unknown) => {
      if (token === undefined) throw error;
      return token;
    });
    return `Bearer ${read}`;
  }
  if (token !== undefined) return `Bearer ${token}`;
  return username === undefined ? undefined : basicLogin(`${username}:${password ?? ''}`);
}

async function tokenIn(context: KubeContext, file: string): Promise<string> {
  const token = (await readContextFile(context, file)).toString('utf8').trim();
  if (token !== '') return token;
  throw new ClusterFailure('credentials.file-unreadable', { context: context.name, file, reason: 'empty' });
}

async function material(
  context: KubeContext,
  data: string | undefined,
  file: string | undefined,
): Promise<Buffer | undefined> {
  if (data !== undefined) return Buffer.from(data, 'base64');
  return file === undefined ? undefined : readContextFile(context, file);
}
