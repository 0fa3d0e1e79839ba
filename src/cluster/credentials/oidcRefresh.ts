import { listAt, textOf } from '../json.ts';
import type { KubeContext } from '../kubeconfig/kubeconfig.ts';
import type { IssuedTokens, ProviderConfig } from '../kubeconfig/loginTokens.ts';
import type { ProxySettings } from '../transport/proxy.ts';
import { requestJson, shownUrl } from '../transport/requestJson.ts';
import { readContextFile } from './contextFile.ts';

/**
 * Asks the issuer of an `oidc` auth provider for an ID token by its refresh token (OpenID Connect Core 12); may use the
 * latter up. Rejects with an error that holds neither.
 */
export async function refreshTokens(
  context: KubeContext,
  config: ProviderConfig,
  refreshToken: string | undefined,
  proxies: ProxySettings,
): Promise<IssuedTokens> {
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
    throw new Error(`no OpenID Connect issuer at ${shownUrl(issuer)} (HTTP ${discovery.status})`);
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
  if (answer.status !== 200) throw new Error(textOf(answer.json['error']) ?? `HTTP ${answer.status}`);
  return {
    idToken: textOf(answer.json['id_token']),
    refreshToken: textOf(answer.json['refresh_token']) ?? refreshToken,
  };
}
