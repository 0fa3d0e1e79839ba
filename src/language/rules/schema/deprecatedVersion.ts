import { apiVersionOf } from '../../../kustomize/resource.ts';
import { isAtLeast } from '../../../schema/kubernetes/kubernetesVersion.ts';
import { removedVersion } from '../../../schema/kubernetes/removedVersions.ts';
import { get } from '../../../yaml/node.ts';
import type { BuildRule } from '../rule.ts';
import { placeOf } from './place.ts';

/**
 * An object of a version that the API server serves no more, or is about to. Without a release to go by, what no server of
 * today has.
 */
export const deprecatedVersion: BuildRule<'schema.deprecated-version'> = {
  code: 'schema.deprecated-version',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result, target }, report) {
    const { version } = target;
    for (const resource of result.resources) {
      const { id, node } = resource;
      const apiVersion = apiVersionOf(id);
      const found = removedVersion(apiVersion, id.kind);
      // What takes its place came with the release that deprecated it.
      if (found === undefined || (version !== undefined && !isAtLeast(version, found.deprecatedIn))) continue;
      const { removedIn, use } = found;
      const written = get(node, 'apiVersion') ?? node;
      const isServed = version !== undefined && !isAtLeast(version, removedIn);
      const params = {
        apiVersion,
        kind: id.kind,
        removedIn,
        ...(use === undefined ? {} : { use }),
        ...(isServed ? { target: version.join('.') } : {}),
      };
      report(params, placeOf({ node: written }, resource) ?? resource.location);
    }
  },
};
