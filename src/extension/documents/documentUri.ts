import { Uri } from 'vscode';

/** An object of a cluster, as the URI of a document names it. */
export interface ObjectAddress {
  readonly context: string;
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly kind: string;
  /** Empty for cluster-scoped objects. */
  readonly namespace: string;
  readonly name: string;
}

/** A container's log, as the URI of a document names it. */
export interface LogAddress {
  readonly context: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** That before its last restart. */
  readonly previous: boolean;
}

/** The scheme of documents that show an object as YAML. */
export const objectScheme = 'kubewright-object';
/** The scheme of documents that show a log. */
export const logScheme = 'kubewright-log';

/** The address stands in the query, since names of contexts may hold slashes; the path is what tabs show. */
export function objectUri(address: ObjectAddress): Uri {
  const path = `/${[address.namespace, address.resource, address.name].filter(part => part !== '').join('/')}.yaml`;
  return Uri.from({ scheme: objectScheme, path, query: JSON.stringify(address) });
}

/** Made like `objectUri`. */
export function logUri(address: LogAddress): Uri {
  const { namespace, pod, container, previous } = address;
  const path = `/${namespace}/${pod}/${container}${previous ? '.previous' : ''}.log`;
  return Uri.from({ scheme: logScheme, path, query: JSON.stringify(address) });
}

/** URIs may come from anywhere; `undefined` for what is none of ours. */
export function objectAddress({ query }: Uri): ObjectAddress | undefined {
  const texts = ['context', 'group', 'version', 'resource', 'kind', 'namespace', 'name'];
  const isWhole = (value: Record<string, unknown>) =>
    texts.every(key => typeof value[key] === 'string') &&
    // Whatever is no such name could lead to another place of the API.
    /^[a-z0-9.-]*$/.test(String(value['group'])) &&
    /^[a-z0-9]+$/.test(String(value['version'])) &&
    /^[a-z0-9-]+$/.test(String(value['resource'])) &&
    value['name'] !== '';
  return addressIn<ObjectAddress>(query, isWhole);
}

/** Read like `objectAddress`. */
export function logAddress({ query }: Uri): LogAddress | undefined {
  const texts = ['context', 'namespace', 'pod', 'container'];
  return addressIn<LogAddress>(
    query,
    value => texts.every(key => typeof value[key] === 'string') && typeof value['previous'] === 'boolean',
  );
}

function addressIn<T>(query: string, isComplete: (value: Record<string, unknown>) => boolean): T | undefined {
  try {
    const value: unknown = JSON.parse(query);
    if (typeof value !== 'object' || value === null) return undefined;
    return isComplete(value as Record<string, unknown>) ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}
