import { manifestsIn } from '../../kustomize/manifests.ts';
import { get, getIn, type SourceFile, textAt, type YamlNode } from '../../yaml/node.ts';
import { lineIndex } from '../../yaml/range.ts';
import type { ManifestPlace } from '../liveLens/manifestPlaces.ts';

/** A port in a text that can be forwarded to. */
export interface PortPlace {
  /** Zero-based. */
  readonly line: number;
  /** The manifest that it stands in. */
  readonly place: ManifestPlace;
  /** By name where it has one, since an overlay may change the number. */
  readonly port: string;
  /** Of an Ingress: where in the manifest the backend's service is named. */
  readonly backend: readonly (string | number)[] | undefined;
}

/** Kinds whose pods have the ports of their template. */
const workloads = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
]);

/** The TCP ports of Services and containers, and the backends of Ingress rules, of the manifests at `places`. */
export function portPlaces(file: SourceFile, places: readonly ManifestPlace[]): readonly PortPlace[] {
  const { position } = lineIndex(file.text);
  const lineOf = (offset: number) => position(offset).line;
  return manifestsIn(file).flatMap(({ node, id }) => {
    const line = node.start < 0 ? -1 : lineOf(node.start);
    const place = places.find(each => each.line === line);
    if (place === undefined) return [];
    return portsOf(node, id.kind).map(({ start, port, backend }) => ({
      line: lineOf(start),
      place,
      port,
      backend,
    }));
  });
}

interface Found {
  readonly start: number;
  readonly port: string;
  readonly backend: PortPlace['backend'];
}

function portsOf(manifest: YamlNode, kind: string): readonly Found[] {
  if (kind === 'Service') {
    if (textAt(get(manifest, 'spec'), 'type') === 'ExternalName') return [];
    return itemsAt(manifest, ['spec', 'ports']).flatMap(port => declared(port, 'port'));
  }
  if (kind === 'Ingress') return backends(manifest);
  const spec = kind === 'Pod' ? ['spec'] : workloads.has(kind) ? ['spec', 'template', 'spec'] : undefined;
  if (spec === undefined) return [];
  return itemsAt(manifest, [...spec, 'containers'])
    .flatMap(container => itemsAt(container, ['ports']))
    .flatMap(port => declared(port, 'containerPort'));
}

function declared(port: YamlNode, key: string): readonly Found[] {
  const number = textAt(port, key);
  if (number === undefined || port.start < 0 || (textAt(port, 'protocol') ?? 'TCP') !== 'TCP') return [];
  return [{ start: port.start, port: textAt(port, 'name') ?? number, backend: undefined }];
}

function backends(ingress: YamlNode): readonly Found[] {
  return itemsAt(ingress, ['spec', 'rules']).flatMap((rule, index) =>
    itemsAt(rule, ['http', 'paths']).flatMap((path, at) => {
      const port = getIn(path, ['backend', 'service', 'port']);
      const text = textAt(port, 'name') ?? textAt(port, 'number');
      if (text === undefined || path.start < 0) return [];
      const backend = ['spec', 'rules', index, 'http', 'paths', at, 'backend', 'service', 'name'];
      return [{ start: path.start, port: text, backend }];
    }),
  );
}

function itemsAt(node: YamlNode, path: readonly (string | number)[]): readonly YamlNode[] {
  const list = getIn(node, path);
  return list?.kind === 'sequence' ? list.items : [];
}
