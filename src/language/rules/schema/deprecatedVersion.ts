import { apiVersionOf } from '../../../kustomize/resource.ts';
import { removedVersion } from '../../../schema/kubernetes/removedVersions.ts';
import { get } from '../../../yaml/node.ts';
import type { BuildRule } from '../rule.ts';
import { placeOf } from './place.ts';

/** An object of a version that the API server serves no more: it cannot be applied to any cluster of today. */
export const deprecatedVersion: BuildRule<'schema.deprecated-version'> = {
  code: 'schema.deprecated-version',
  severity: 'warning',
  over: 'build',
  in: 'any',
  check({ result }, report) {
    for (const resource of result.resources) {
      const { id, node } = resource;
      const apiVersion = apiVersionOf(id);
      const removed = removedVersion(apiVersion, id.kind);
      if (removed === undefined) continue;
      const written = get(node, 'apiVersion') ?? node;
      report({ apiVersion, kind: id.kind, ...removed }, placeOf({ node: written }, resource));
    }
  },
};
