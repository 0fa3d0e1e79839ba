import type { BuildResult } from '../../../kustomize/build.ts';
import { apiVersionOf } from '../../../kustomize/resource.ts';
import { get, getIn, textAt } from '../../../yaml/node.ts';
import { mappingsAt, onceFor } from '../graph/nodes.ts';
import type { BuildRule } from '../rule.ts';
import { isTemplated } from '../templated.ts';
import { placeOf } from './place.ts';

/** A custom resource of a version that the definition of its kind in the same build does not serve. */
export const noSuchVersion: BuildRule<'schema.no-such-version'> = {
  code: 'schema.no-such-version',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'finished',
  check({ result }, report) {
    const defined = definedIn(result);
    if (defined.size === 0) return;
    for (const resource of result.resources) {
      const { id, node } = resource;
      const definition = defined.get(`${id.group} ${id.kind}`);
      if (definition === undefined || definition.versions.has(id.version) || isTemplated(id.version))
        continue;
      const versions = [...definition.versions].map(version => `${id.group}/${version}`);
      const place = placeOf({ node: get(node, 'apiVersion') ?? node }, resource) ?? resource.location;
      report({ apiVersion: apiVersionOf(id), kind: id.kind, versions }, place, definition.locations);
    }
  },
};

/** The versions that the definitions of a build serve, by group and kind, where any says so. */
const definedIn = onceFor(({ resources }: BuildResult) => {
  const defined = new Map<
    string,
    { versions: Set<string>; locations: (typeof resources)[number]['location'][] }
  >();
  for (const { id, node, location } of resources) {
    if (id.kind !== 'CustomResourceDefinition' || id.group !== 'apiextensions.k8s.io') continue;
    const spec = get(node, 'spec');
    const served = mappingsAt(spec, 'versions').filter(version => textAt(version, 'served') !== 'false');
    const names = served.flatMap(version => textAt(version, 'name') ?? []);
    const kind = textAt(getIn(spec, ['names']), 'kind');
    if (kind === undefined || names.length === 0 || names.some(isTemplated)) continue;
    const key = `${textAt(spec, 'group') ?? ''} ${kind}`;
    const known = defined.get(key) ?? { versions: new Set(), locations: [] };
    for (const name of names) known.versions.add(name);
    known.locations.push(location);
    defined.set(key, known);
  }
  return defined;
});
