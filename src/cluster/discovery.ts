import type { Connection } from './connection.ts';
import { ClusterFailure } from './failure.ts';
import { isRecord, listAt, recordAt, textOf } from './json.ts';
import type { ApiResource } from './resource.ts';

/** What a server serves. */
export interface Discovery {
  /** Each resource at each served version, the group's preferred version first. */
  readonly resources: readonly ApiResource[];
  /** `apiVersion` as in a manifest (`apps/v1`); `undefined` where the server knows no such kind. */
  ofKind(apiVersion: string, kind: string): ApiResource | undefined;
}

/** Asks again with the ETags of the last answers, so an unchanged server costs two short requests. */
export interface DiscoveryClient {
  discover(signal?: AbortSignal): Promise<Discovery>;
}

/** A client that remembers the last answers of this connection. */
export function createDiscovery(connection: Connection): DiscoveryClient {
  const remembered = new Map<string, Remembered>();
  let last: { readonly parts: readonly Remembered[]; readonly discovery: Discovery } | undefined;

  async function fetch(path: string, signal: AbortSignal | undefined): Promise<Remembered> {
    const known = remembered.get(path);
    const answer = await connection.get({
      path,
      headers: { accept, ...(known?.etag === undefined ? {} : { 'if-none-match': known.etag }) },
      signal,
    });
    if (answer.status === 304 && known !== undefined) return known;
    const list = answer.json();
    if (!isRecord(list) || list['kind'] !== 'APIGroupDiscoveryList') {
      const reason = 'no aggregated discovery';
      throw new ClusterFailure('response.malformed', { context: connection.context, path, reason });
    }
    const fresh = { etag: answer.headers['etag'], resources: listAt(list, 'items').flatMap(groupResources) };
    remembered.set(path, fresh);
    return fresh;
  }

  return {
    async discover(signal) {
      const parts = await Promise.all([fetch('/api', signal), fetch('/apis', signal)]);
      if (last === undefined || parts.some((part, index) => part !== last?.parts[index])) {
        last = { parts, discovery: discoveryOf(parts.flatMap(part => part.resources)) };
      }
      return last.discovery;
    },
  };
}

interface Remembered {
  readonly etag: string | undefined;
  readonly resources: readonly ApiResource[];
}

/** KEP-3352: v2 since 1.30, v2beta1 since 1.26. */
const accept = ['v2', 'v2beta1']
  .map(version => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .join(',');

/** Versions come in the server's order of preference. */
function groupResources(item: unknown): ApiResource[] {
  const group = textOf(recordAt(item, 'metadata')['name']) ?? '';
  return listAt(item, 'versions').flatMap(version =>
    listAt(version, 'resources').flatMap(resource => {
      if (!isRecord(resource)) return [];
      const responseKind = recordAt(resource, 'responseKind');
      return [
        {
          group,
          version: isRecord(version) ? (textOf(version['version']) ?? '') : '',
          resource: textOf(resource['resource']) ?? '',
          kind: textOf(responseKind['kind']) ?? '',
          singular: textOf(resource['singularResource']),
          namespaced: resource['scope'] === 'Namespaced',
          verbs: listAt(resource, 'verbs').map(String),
          shortNames: listAt(resource, 'shortNames').map(String),
          categories: listAt(resource, 'categories').map(String),
        },
      ];
    }),
  );
}

function discoveryOf(resources: readonly ApiResource[]): Discovery {
  const byKind = new Map<string, ApiResource>();
  for (const resource of resources) {
    const apiVersion = resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
    const key = `${apiVersion} ${resource.kind}`;
    if (!byKind.has(key)) byKind.set(key, resource);
  }
  return { resources, ofKind: (apiVersion, kind) => byKind.get(`${apiVersion} ${kind}`) };
}
