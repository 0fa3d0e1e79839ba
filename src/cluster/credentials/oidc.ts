import { ClusterFailure } from '../failure.ts';
import { isRecord, type JsonRecord, listAt, textOf } from '../json.ts';
import type { KubeContext, UserEntry } from '../kubeconfig/kubeconfig.ts';
import type { ProxySettings } from '../transport/proxy.ts';
import { requestJson } from '../transport/requestJson.ts';
import { readContextFile } from './contextFile.ts';

/** An ID token and when it ends, in milliseconds since the epoch. Secret. */
export interface OidcToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** Refreshed this long before the end, for the request still has to arrive. */
export const oidcEarlyMilliseconds = 10_000;

/**
 * Gives tokens of the `oidc` auth provider, refreshed at the issuer (OpenID Connect Core 12) where the last one has
 * expired. What the issuer answers is kept in memory: the kubeconfig is not written. Rejects with
 * `credentials.provider-failed`, or `credentials.provider-unsupported` for the providers that Kubernetes has removed.
 * Not client-node's: its 2.0.1 hands openid-client a string for a URL, and with a private authority no Response.
 */
export function oidcTokens(
  context: KubeContext,
  provider: NonNullable<UserEntry['authProvider']>,
  proxies: ProxySettings,
): () => Promise<OidcToken> {
  const { name, config } = provider;
  let idToken = config['id-token'];
  // Issuers may allow each refresh token once.
  let refreshToken = config['refresh-token'];
  return async () => {
    if (name !== 'oidc') {
      throw new ClusterFailure('credentials.provider-unsupported', { context: context.name, provider: name });
    }
    const left = idToken === undefined ? 0 : expiryOf(idToken) - Date.now();
    if (idToken !== undefined && left > oidcEarlyMilliseconds) {
      return { token: idToken, expiresAt: expiryOf(idToken) };
    }
    try {
      const answer = await refresh(context, config, refreshToken, proxies);
      refreshToken = textOf(answer['refresh_token']) ?? refreshToken;
      idToken = textOf(answer['id_token']);
    } catch (error) {
      if (error instanceof ClusterFailure) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new ClusterFailure(
        'credentials.provider-failed',
        { context: context.name, provider: name, reason },
        error,
      );
    }
    if (idToken === undefined) {
      const reason = 'the issuer gave no id_token';
      throw new ClusterFailure('credentials.provider-failed', {
        context: context.name,
        provider: name,
        reason,
      });
    }
    return { token: idToken, expiresAt: expiryOf(idToken) };
  };
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

async function refresh(
  context: KubeContext,
  config: Readonly<Record<string, string>>,
  refreshToken: string | undefined,
  proxies: ProxySettings,
): Promise<JsonRecord> {
  const issuer = config['idp-issuer-url'];
  const clientId = config['client-id'];
  if (issuer === undefined || clientId === undefined || refreshToken === undefined) {
    throw new Error('refresh-token, client-id or idp-issuer-url is missing');
  }
  const data = config['idp-certificate-authority-data'];
  const file = config['idp-certificate-authority'];
  let ca: Buffer | undefined = data === undefined ? undefined : Buffer.from(data, 'base64');
  if (ca === undefined && file !== undefined) ca = await readContextFile(context, file);
  const discovery = await requestJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    ca,
    proxies,
  });
  const endpoint = textOf(discovery.json['token_endpoint']);
  if (discovery.status !== 200 || endpoint === undefined) {
    throw new Error(`no OpenID Connect issuer at ${issuer} (HTTP ${discovery.status})`);
  }
  const form: Record<string, string> = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const secret = config['client-secret'] ?? '';
  // Where the issuer does not say, the header is the way (OpenID Connect Discovery 3).
  const inForm =
    secret === '' ||
    listAt(discovery.json, 'token_endpoint_auth_methods_supported').includes('client_secret_post');
  if (inForm)
    Object.assign(form, { client_id: clientId, ...(secret === '' ? {} : { client_secret: secret }) });
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString(
    'base64',
  );
  const answer = await requestJson(endpoint, {
    ca,
    proxies,
    form,
    headers: inForm ? {} : { authorization: `Basic ${basic}` },
  });
  if (answer.status === 200) return answer.json;
  throw new Error(textOf(answer.json['error']) ?? `HTTP ${answer.status}`);
}
