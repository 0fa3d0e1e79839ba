import { newClusters } from '@kubernetes/client-node/dist/config_types.js';
import type { ClusterEntry } from './kubeconfig.ts';
import { isEncrypted, serverOf } from './serverUrl.ts';
import type { TypedFields } from './typedFields.ts';

/** A path of the file as an absolute one. */
export type Absolute = (path: string | undefined) => string | undefined;

const texts = ['server', 'certificate-authority', 'tls-server-name', 'proxy-url'];
const flags = ['insecure-skip-tls-verify', 'disable-compression'];

/**
 * Reads a `cluster`; throws what kubectl refuses in one, as a failure: types first, since for these it refuses the file.
 */
export function clusterEntry(name: string, fields: TypedFields, absolute: Absolute): ClusterEntry {
  for (const key of texts) fields.text(key);
  for (const key of flags) fields.flag(key);
  const caData = fields.base64('certificate-authority-data');
  const execConfig = execExtension(fields);
  if (fields.text('server') === undefined) throw fields.missing('server');
  const [read] = newClusters([{ name, cluster: fields.record }]);
  if (read === undefined) throw fields.missing('server');
  const { server, login } = serverOf(read.server);
  const cluster: ClusterEntry = {
    name,
    server,
    serverLogin: login,
    caData,
    caFile: absolute(read.caFile || undefined),
    skipTlsVerify: read.skipTLSVerify,
    tlsServerName: read.tlsServerName || undefined,
    proxyUrl: read.proxyUrl || undefined,
    execConfig,
  };
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
