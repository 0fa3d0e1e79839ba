import type { Connection } from './connection.ts';
import { createDiscovery } from './discovery.ts';
import { ClusterFailure } from './failure.ts';
import { isRecord, listAt, recordAt, textOf } from './json.ts';

/** The release of a server, such as `v1.29.3`; `undefined` where it does not say. Rejects as its connection does. */
export async function serverVersion(
  connection: Pick<Connection, 'get'>,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const answer = (await connection.get({ path: '/version', signal })).json();
  return isRecord(answer) ? textOf(answer['gitVersion']) : undefined;
}

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/**
 * The CustomResourceDefinitions of kinds, each `group/version kind`, with no more than names and schemas. What the server
 * does not have, or does not show to this user, is left out; other failures reject.
 */
export async function customDefinitions(
  connection: Connection,
  kinds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly unknown[]> {
  const { ofKind } = await createDiscovery(connection).discover(signal);
  const names = new Set<string>();
  for (const kind of kinds) {
    const [apiVersion = '', name = ''] = kind.split(' ');
    const found = ofKind(apiVersion, name);
    if (found !== undefined && found.group !== '') names.add(`${found.resource}.${found.group}`);
  }
  const found: unknown[] = [];
  // One after the other: each may be big, and nobody waits for them.
  for (const name of names) {
    try {
      const answer = await connection.get({ path: `${definitions}/${encodeURIComponent(name)}`, signal });
      found.push(withoutRest(answer.json()));
    } catch (error) {
      // It comes from an aggregated server, or is none of this user's business.
      if (!(error instanceof ClusterFailure) || !/^response\.(?:not-found|forbidden)$/.test(error.code)) {
        throw error;
      }
    }
  }
  return found;
}

function withoutRest(definition: unknown): unknown {
  const spec = recordAt(definition, 'spec');
  const versions = listAt(spec, 'versions').map(version => ({
    name: recordAt({ version }, 'version')['name'],
    schema: recordAt(version, 'schema'),
  }));
  return {
    kind: 'CustomResourceDefinition',
    spec: { group: spec['group'], names: { kind: recordAt(spec, 'names')['kind'] }, versions },
  };
}
