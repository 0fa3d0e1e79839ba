import { readContextFile } from './contextFile.ts';
import { runExecPlugin } from './execPlugin.ts';
import type { KubeContext } from './kubeconfig.ts';
import { type OidcToken, oidcTokens } from './oidc.ts';

/** What a request authenticates with. Secret. */
export interface Credential {
  readonly authorization: string | undefined;
  readonly cert: string | Buffer | undefined;
  readonly key: string | Buffer | undefined;
  /** Milliseconds since the epoch; `undefined` where it is good until refused. */
  readonly expiresAt: number | undefined;
}

/** The credentials of one context, obtained when first needed and kept until they expire or are refused. */
export interface CredentialSource {
  /** One run at a time however many ask; rejects with a `credentials.…` failure, which is not kept. */
  get(): Promise<Credential>;
  /** Forgets `refused` so that the next `get` obtains fresh ones; does nothing if others came meanwhile. */
  invalidate(refused?: Credential): void;
}

/** Plugins print credentials that are about to expire; ask again this long before. */
const earlyMilliseconds = 30_000;

/** A token file is rotated by others, so it is read again this often, as client-go does. */
const tokenFileMilliseconds = 60_000;

/**
 * The credentials of a context: kept until shortly before they expire, and obtained once however many ask.
 * `now` is in milliseconds.
 */
export function credentialSource(context: KubeContext, now: () => number = Date.now): CredentialSource {
  let current: Credential | undefined;
  let pending: Promise<Credential> | undefined;
  const provider = context.user.authProvider;
  const oidc = provider === undefined ? undefined : oidcTokens(context, provider);
  return {
    async get() {
      if (current !== undefined && (current.expiresAt ?? Number.POSITIVE_INFINITY) > now()) return current;
      pending ??= obtain(context, oidc, now).finally(() => {
        pending = undefined;
      });
      current = await pending;
      return current;
    },
    invalidate(refused) {
      if (refused === undefined || refused === current) current = undefined;
    },
  };
}

/** The first kind that the user entry declares, in the order of client-go. */
async function obtain(
  context: KubeContext,
  oidc: (() => Promise<OidcToken>) | undefined,
  now: () => number,
): Promise<Credential> {
  const { user } = context;
  const certificate = {
    cert: await material(context, user.certData, user.certFile),
    key: await material(context, user.keyData, user.keyFile),
  };
  if (user.exec !== undefined) {
    const made = await runExecPlugin(context, user.exec);
    return {
      authorization: made.token === undefined ? undefined : `Bearer ${made.token}`,
      cert: made.certificate ?? certificate.cert,
      key: made.key ?? certificate.key,
      expiresAt: made.expiresAt === undefined ? undefined : made.expiresAt - earlyMilliseconds,
    };
  }
  if (oidc !== undefined) {
    const token = await oidc();
    return { ...certificate, authorization: `Bearer ${token.token}`, expiresAt: token.expiresAt };
  }
  if (user.tokenFile !== undefined) {
    const token = (await readContextFile(context, user.tokenFile)).toString('utf8').trim();
    return { ...certificate, authorization: `Bearer ${token}`, expiresAt: now() + tokenFileMilliseconds };
  }
  return { ...certificate, authorization: staticAuthorization(context), expiresAt: undefined };
}

function staticAuthorization({ user }: KubeContext): string | undefined {
  if (user.token !== undefined) return `Bearer ${user.token}`;
  if (user.username === undefined) return undefined;
  return `Basic ${Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64')}`;
}

async function material(
  context: KubeContext,
  data: string | undefined,
  file: string | undefined,
): Promise<Buffer | undefined> {
  if (data !== undefined) return Buffer.from(data, 'base64');
  return file === undefined ? undefined : readContextFile(context, file);
}
