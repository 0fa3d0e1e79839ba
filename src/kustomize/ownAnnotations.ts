import type { BuildContext } from './buildContext.ts';
import type { Resource } from './resource.ts';

/**
 * Whether the official tool keeps notes of its own in the annotations of a resource at this point of the build: then
 * there are annotations for a transformer that changes them only where they are.
 */
export function hasOwnAnnotations(context: BuildContext, resource: Resource): boolean {
  const { previous, prefixes, suffixes, needsHash, hasGeneratorNote } = resource;
  const notes = [...previous, ...prefixes, ...suffixes];
  return notes.length > 0 || needsHash || hasGeneratorNote || context.recordsTransformations;
}

const domain = 'internal.config.kubernetes.io/';

/** The keys that the official tool takes for its own and out of the annotations of every resource in the end. */
export const ownAnnotationKeys: ReadonlySet<string> = new Set([
  ...['previousKinds', 'previousNames', 'previousNamespaces', 'prefixes', 'suffixes'].map(
    key => domain + key,
  ),
  ...['allowNameChange', 'allowKindChange', 'refBy', 'generatorBehavior'].map(key => domain + key),
  ...['needsHashSuffix', 'path', 'index', 'seqindent', 'id', 'helm-generated'].map(key => domain + key),
  `${domain}annotations-migration-resource-id`,
  'config.kubernetes.io/path',
  'config.kubernetes.io/index',
  'config.k8s.io/id',
]);
