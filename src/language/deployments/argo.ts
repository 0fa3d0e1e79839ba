import type { Resource } from '../../kustomize/resource.ts';
import { get, type Scalar, textAt, type YamlNode } from '../../yaml/node.ts';
import { placeOf } from '../rules/blame.ts';
import type { DeployingObject, Deployment } from './deployment.ts';

/** What an Application deploys. */
export function applicationDeployments(resource: Resource): readonly Deployment[] {
  const object = argoObject(resource);
  return sourcesOf(get(resource.node, 'spec')).flatMap(source =>
    sourceDeployments(source, object, text => text, true),
  );
}

/** An object of Argo CD as the one who deploys. */
export function argoObject({ id, node, location }: Resource): DeployingObject {
  const name = get(get(node, 'metadata'), 'name');
  return {
    tool: 'Argo CD',
    kind: id.kind,
    name: id.name,
    location: name?.kind === 'scalar' ? placeOf(name) : location,
  };
}

/** The sources of the `spec` of an Application; `sources` counts where both are written. */
export function sourcesOf(spec: YamlNode | undefined): readonly YamlNode[] {
  const several = get(spec, 'sources');
  if (several?.kind === 'sequence' && several.items.length > 0) return several.items;
  const one = get(spec, 'source');
  return one === undefined ? [] : [one];
}

/** Options that say no more than what Argo CD does with a kustomization anyway, or how. */
const noChange = new Set(['version', 'kubeVersion', 'apiVersions']);

/** What one source deploys; `expand` fills in what a generator knows. */
export function sourceDeployments(
  source: YamlNode,
  object: DeployingObject,
  expand: (text: string) => string,
  isCertain: boolean,
): Deployment[] {
  const written = get(source, 'path');
  // A chart of a Helm repository has no path, and a source of values alone need not have one.
  if (written?.kind !== 'scalar' || get(source, 'chart') !== undefined) return [];
  const options = get(source, 'kustomize');
  const common = {
    object,
    source: {
      kind: 'url',
      url: expand(textAt(source, 'repoURL') ?? ''),
      revision: branchOf(expand(textAt(source, 'targetRevision') ?? '')),
    },
    plain: textAt(get(source, 'directory'), 'recurse') === 'true' ? 'below' : 'within',
    isCertain,
  } as const;
  const path = expand(written.text);
  return [
    {
      ...common,
      path,
      location: placeOf(written),
      isComponent: false,
      needsKustomization: options?.kind === 'mapping' && options.keys.some(key => !noChange.has(key)),
    },
    ...componentsOf(options).map(
      (item): Deployment => ({
        ...common,
        path: `${path}/${expand(item.text)}`,
        location: placeOf(item),
        isComponent: true,
        needsKustomization: false,
        isCertain: isCertain && textAt(options, 'ignoreMissingComponents') !== 'true',
      }),
    ),
  ];
}

function componentsOf(options: YamlNode | undefined): Scalar[] {
  const components = get(options, 'components');
  if (components?.kind !== 'sequence') return [];
  return components.items.filter(item => item.kind === 'scalar').filter(({ text }) => !text.includes('://'));
}

/** A revision that may be a branch; `undefined` for what is by all likelihood a commit, a version or a range. */
export function branchOf(revision: string): string | undefined {
  const isFixed = /^[0-9a-f]{7,40}$|^v?\d+(?:\.\d+)*|[*~^<>=]|^refs\/(?!heads\/)/.test(revision);
  return isFixed ? undefined : revision.replace(/^refs\/heads\//, '');
}
