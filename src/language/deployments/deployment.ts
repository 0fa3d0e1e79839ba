import type { Location } from '../../yaml/location.ts';

/** A path of a Git repository that an object hands to a GitOps tool. */
export interface Deployment {
  /** The object that does so. */
  readonly object: DeployingObject;
  /** Where the path is written; the object's name where it is left to its default. */
  readonly location: Location;
  /** From the top of the repository, as it is written or as a generator makes it. */
  readonly path: string;
  readonly source: GitSource;
  /** Whether it is a Component that is added, and not what is deployed. */
  readonly isComponent: boolean;
  /** Whether options are given that only a kustomization can take. */
  readonly needsKustomization: boolean;
  /** Whether all YAML below the directory is deployed where it has no kustomization, or what lies right in it. */
  readonly plain: 'below' | 'within';
  /** False where something else may change the path before it counts. */
  readonly isCertain: boolean;
}

/** Who deploys. */
export interface DeployingObject {
  readonly tool: 'Flux' | 'Argo CD';
  readonly kind: string;
  readonly name: string;
  /** Its name in the file that a person would open. */
  readonly location: Location;
}

/** What a tool fetches from. */
export type GitSource =
  /** `revision` is a branch, `HEAD` or empty; `undefined` where it is a tag, a commit or another fixed one. */
  | { readonly kind: 'url'; readonly url: string; readonly revision: string | undefined }
  /** A Flux GitRepository. */
  | { readonly kind: 'object'; readonly name: string; readonly namespace: string };

/** A pattern of directories for which an ApplicationSet makes Applications. */
export interface DirectoryPattern {
  readonly pattern: string;
  readonly location: Location;
  readonly source: GitSource;
}
