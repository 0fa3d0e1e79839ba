import { isDeepStrictEqual } from 'node:util';
import { ClusterFailure } from '../failure.ts';
import { isRecord } from '../json.ts';
import type { KubeContext, UserEntry } from '../kubeconfig/kubeconfig.ts';
import type { IssuedTokens, ProviderConfig } from '../kubeconfig/loginTokens.ts';
import type { ProxySettings } from '../transport/proxy.ts';
import { inTurn } from './inTurn.ts';

/** An ID token and when it ends, in milliseconds since the epoch. Secret. */
export interface OidcToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** Refreshed this long before the end, for the request still has to arrive. */
export const oidcEarlyMilliseconds = 10_000;

/**
 * Gives tokens of the `oidc` auth provider, refreshed at the issuer where the last one has expired. Issuers may allow
 * each refresh token once, so what one answers is written to the user's entry, as kubectl does, and other programs are
 * given their turn: what they wrote meanwhile is used instead of asking. Where the file cannot be written nobody is
 * asked. Rejects with `credentials.provider-failed`, `kubeconfig.unwritable`, or `credentials.provider-unsupported` for
 * the providers that Kubernetes has removed.
 */
export function oidcTokens(
  context: KubeContext,
  provider: NonNullable<UserEntry['authProvider']>,
  proxies: ProxySettings,
): () => Promise<OidcToken> {
  const { name } = provider;
  const file = context.userFile;
  let config: ProviderConfig = provider.config;
  /** What the file last had, which is older where it could not be written. */
  let written = config;

  async function ask(): Promise<IssuedTokens> {
    // Most tokens still hold, and then nothing of this is needed.
    const { refreshTokens } = await import('./oidcRefresh.ts');
    const tokens = await refreshTokens(context, config, config['refresh-token'], proxies);
    const { idToken, refreshToken } = tokens;
    config = { ...config, 'id-token': idToken ?? '', 'refresh-token': refreshToken };
    return tokens;
  }

  async function askAndKeep(kept: string): Promise<void> {
    const { readProviderConfig, requireWritableTokens, writeTokens } = await import(
      '../kubeconfig/loginTokens.ts'
    );
    const user = context.user.name;
    const readAgain = async () => {
      const now = (await readProviderConfig(kept, user)) ?? written;
      if (!isDeepStrictEqual(now, written)) config = now;
      written = now;
      return holding(config) !== undefined;
    };
    if (await readAgain()) return;
    await requireWritableTokens(kept, user);
    const tokens = await ask().catch(async (error: unknown) => {
      // kubectl gives nobody a turn, and may have been faster.
      if (await readAgain()) return undefined;
      throw error;
    });
    if (tokens === undefined) return;
    await writeTokens(kept, user, tokens);
    written = config;
  }

  const failed = (reason: string, cause?: unknown) =>
    new ClusterFailure(
      'credentials.provider-failed',
      { context: context.name, provider: name, reason },
      cause,
    );

  return async () => {
    if (name !== 'oidc') {
      throw new ClusterFailure('credentials.provider-unsupported', { context: context.name, provider: name });
    }
    const held = holding(config);
    if (held !== undefined) return held;
    try {
      await (file === undefined ? ask() : inTurn(file, () => askAndKeep(file)));
    } catch (error) {
      if (error instanceof ClusterFailure) throw error;
      throw failed(error instanceof Error ? error.message : String(error), error);
    }
    const token = config['id-token'] ?? '';
    if (token === '') throw failed('the issuer gave no id_token');
    return { token, expiresAt: expiryOf(token) };
  };
}

/** The ID token that there is, unless it ends too soon. */
function holding(config: ProviderConfig): OidcToken | undefined {
  const token = config['id-token'] ?? '';
  const expiresAt = expiryOf(token);
  return expiresAt - Date.now() > oidcEarlyMilliseconds ? { token, expiresAt } : undefined;
}

/** The `exp` claim; 0 where there is none, so that such a token is refreshed. */
function expiryOf(idToken: string): number {
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8'),
    );
    const seconds = isRecord(claims) ? Number(claims['exp']) : 0;
    return Number.isFinite(seconds) ? seconds * 1000 : 0;
  } catch {
    return 0;
  }
}
