import { ClusterFailure } from '../failure.ts';
import type { KubeContext } from '../kubeconfig/kubeconfig.ts';
import { isEncrypted } from '../kubeconfig/serverUrl.ts';
import { basicLogin } from './basicLogin.ts';
import { readContextFile } from './contextFile.ts';
import type { Credential } from './credential.ts';
import { type PluginHost, runExecPlugin } from './execPlugin.ts';
import { type OidcToken, oidcEarlyMilliseconds } from './oidc.ts';

/** Plugins print credentials that are about to expire; ask again this long before. */
const earlyMilliseconds = 30_000;
/** Files of tokens and certificates are rotated by others, so they are read again this often, as client-go does. */
const fileMilliseconds = 60_000;
/** For what is over the moment it comes: the clocks differ, and the server decides. */
const skewedMilliseconds = 60_000;

const nothing: Credential = {
  authorization: undefined,
  cert: undefined,
  key: undefined,
  usedUntil: undefined,
  endsAt: undefined,
};

/** The first kind that the user entry declares, in the order of client-go: what stands there goes before what is made. */
export async function obtainCredential(
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
  // Where the URL says who we are, nobody else is asked.
  const isSaid = authorization !== undefined || context.cluster.serverLogin !== undefined;
  if (isSaid) return { ...certificate, authorization, usedUntil, endsAt: undefined };
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
