import type { ClusterEntry } from './kubeconfig.ts';
import { isEncrypted, serverOf } from './serverUrl.ts';
import type { TypedFields } from './typedFields.ts';

/** A path of the file as an absolute one. */
export type Absolute = (path: string | undefined) => string | undefined;

/**
 * Reads a `cluster`; throws what kubectl refuses in one, as a failure: types first, since for these it refuses the file.
 */
export function clusterEntry(name: string, fields: TypedFields, absolute: Absolute): ClusterEntry {
  fields.flag('disable-compression');
  const written = fields.text('server');
  const { server, login } = serverOf(written ?? '');
  const cluster: ClusterEntry = {
    name,
    server,
    serverLogin: login,
    caData: fields.base64('certificate-authority-data'),
    caFile: absolute(fields.text('certificate-authority')),
    skipTlsVerify: fields.flag('insecure-skip-tls-verify'),
    tlsServerName: fields.text('tls-server-name'),
    proxyUrl: fields.text('proxy-url'),
    execConfig: execExtension(fields),
  };
  if (written === undefined) throw fields.missing('server');
  refuse(cluster, fields);
  return cluster;
}

function refuse(
  { server, caData, caFile, skipTlsVerify, proxyUrl }: ClusterEntry,
  fields: TypedFields,
): void {
  if (caData !== undefined && caFile !== undefined) {
    throw fields.conflicting('certificate-authority-data', 'certificate-authority');
  }
  // Without TLS kubectl looks at neither.
  if (skipTlsVerify && (caData ?? caFile) !== undefined && isEncrypted(server)) {
    const authority = caData === undefined ? 'certificate-authority' : 'certificate-authority-data';
    throw fields.conflicting('insecure-skip-tls-verify', authority);
  }
  // Unlike in HTTPS_PROXY the scheme must be there.
  if (proxyUrl !== undefined && !/^(?:https?|socks5):$/.test(URL.parse(proxyUrl)?.protocol ?? '')) {
    throw fields.wrong('proxy-url', 'proxy-url');
  }
}

/** KEP-541: what the cluster has for plugins that ask for it. */
function execExtension(fields: TypedFields): unknown {
  const extensions = fields.items('extensions').map(each => [each.text('name'), each] as const);
  const named = extensions.find(([name]) => name === 'client.authentication.k8s.io/exec');
  return named?.[1].value('extension');
}
