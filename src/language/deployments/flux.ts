import type { Resource } from '../../kustomize/resource.ts';
import { get, textAt } from '../../yaml/node.ts';
import { placeOf } from '../rules/blame.ts';
import type { Deployment, GitSource } from './deployment.ts';

/** A GitRepository of Flux: what it is called, and where it fetches from. */
export interface FluxRepository {
  readonly name: string;
  readonly namespace: string;
  /** `undefined` where it puts several repositories together, so that a path may come from any. */
  readonly source: (GitSource & { readonly kind: 'url' }) | undefined;
}

/** What a Flux Kustomization deploys: its path, and the Components that it adds. */
export function fluxDeployments({ id, node, location: whole }: Resource): readonly Deployment[] {
  const spec = get(node, 'spec');
  const ref = get(spec, 'sourceRef');
  if (spec === undefined || textAt(ref, 'kind') !== 'GitRepository') return [];
  const nameNode = get(get(node, 'metadata'), 'name');
  const location = nameNode?.kind === 'scalar' ? placeOf(nameNode) : whole;
  const written = get(spec, 'path');
  const path = written?.kind === 'scalar' ? written.text : '';
  const common = {
    object: { tool: 'Flux', kind: id.kind, name: id.name, location },
    source: {
      kind: 'object',
      name: textAt(ref, 'name') ?? '',
      namespace: textAt(ref, 'namespace') ?? id.namespace,
    },
    // Flux writes a kustomization where there is none.
    needsKustomization: false,
    plain: 'below',
    isCertain: true,
  } as const;
  const components = get(spec, 'components');
  return [
    {
      ...common,
      path,
      location: written?.kind === 'scalar' ? placeOf(written) : location,
      isComponent: false,
    },
    ...(components?.kind === 'sequence' ? components.items : []).flatMap((item): Deployment[] => {
      if (item.kind !== 'scalar' || item.text.includes('://')) return [];
      const isCertain = textAt(spec, 'ignoreMissingComponents') !== 'true';
      return [
        {
          ...common,
          path: `${path}/${item.text}`,
          location: placeOf(item),
          isComponent: true,
          isCertain,
        },
      ];
    }),
  ];
}

/** What a GitRepository of Flux fetches. */
export function fluxRepository({ id, node }: Resource): FluxRepository {
  const spec = get(node, 'spec');
  const ref = get(spec, 'ref');
  const isFixed = ['tag', 'semver', 'name', 'commit'].some(key => get(ref, key) !== undefined);
  const isOne = get(spec, 'include') === undefined;
  const url = textAt(spec, 'url') ?? '';
  return {
    name: id.name,
    namespace: id.namespace,
    source: isOne
      ? { kind: 'url', url, revision: isFixed ? undefined : (textAt(ref, 'branch') ?? '') }
      : undefined,
  };
}
