import type { RequestOptions } from 'node:https';
import { ClusterFailure } from './failure.ts';
import type { KubeContext, UserEntry } from './kubeconfig.ts';

/** An ID token and when it ends, in milliseconds since the epoch. Secret. */
export interface OidcToken {
  readonly token: string;
  readonly expiresAt: number;
}

/**
 * Gives tokens of the `oidc` auth provider, refreshed at the issuer where the last one has expired. What the
 * issuer answers is kept in memory: the kubeconfig is not written. Rejects with
 * `credentials.provider-unsupported` for the providers that Kubernetes has removed.
 */
export function oidcTokens(
  context: KubeContext,
  provider: NonNullable<UserEntry['authProvider']>,
): () => Promise<OidcToken> {
  const { name } = provider;
  // Holds the newest refresh token: issuers may allow each one once.
  const user = { name: context.user.name, authProvider: { name, config: { ...provider.config } } };
  return async () => {
    if (name !== 'oidc') {
      throw new ClusterFailure('credentials.provider-unsupported', { context: context.name, provider: name });
    }
    const failed = (reason: string, cause?: unknown) =>
      new ClusterFailure(
        'credentials.provider-failed',
        { context: context.name, provider: name, reason },
        cause,
      );
    // A megabyte that only users of OIDC need.
    const { OpenIDConnectAuth } = await import('@kubernetes/client-node/dist/oidc_auth.js');
    const options: RequestOptions & { headers: Record<string, string> } = { headers: {} };
    try {
      await new OpenIDConnectAuth().applyAuthentication(user, options);
    } catch (error) {
      throw failed(error instanceof Error ? error.message : String(error), error);
    }
    const token = options.headers['Authorization']?.replace(/^Bearer /, '');
    if (token === undefined) {
      throw failed('id-token, refresh-token, client-id or idp-issuer-url is missing');
    }
    return { token, expiresAt: OpenIDConnectAuth.expirationFromToken(token) * 1000 };
  };
}
