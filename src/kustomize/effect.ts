import type { PathLocation } from '../yaml/location.ts';
import type { Scalar, YamlNode } from '../yaml/node.ts';
import type { Resource } from './resource.ts';

/**
 * What one entry of a kustomization did to the resources that were there when it ran. The official tool keeps silent
 * about entries that fit nothing; rules of the language service do not.
 */
export interface Effect {
  readonly kind: 'image' | 'patch-target' | 'replacement-target' | 'replacement-in-text' | 'replicas';
  /**
   * The entry of `images` or `replicas`; `target` of a patch; an entry of `targets` of a replacement, or one of its
   * `fieldPaths` that led into JSON or YAML held in a text.
   */
  readonly location: PathLocation;
  /** The entry as it is written. */
  readonly node: YamlNode;
  /** How many images or resources it fits. */
  readonly selected: number;
  /** How many of these it changed; `undefined` where nobody compared. */
  readonly changed: number | undefined;
  /** Of an image: the scalars that it fits, as they were before. */
  readonly fitting?: ReadonlySet<Scalar>;
  /** Of an image: the resources that were there when the entry ran, as they were before. */
  readonly resources?: readonly Resource[];
  /** How many of these a patch deleted. */
  readonly removed?: number;
}
