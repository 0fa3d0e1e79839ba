import type { ObjectIdentity } from '../../kustomize/objectIdentity.ts';
import type { Range } from '../../yaml/location.ts';

/** The answer to `kubewright/rendered`: what becomes of a file in the roots that are applied. */
export interface RenderedFile {
  /** Whether any of them reads it; one that gives no objects is a patch or values. */
  readonly isRead: boolean;
  readonly objects: readonly RenderedObject[];
}

/** An object that a root renders from a document of a file. */
export interface RenderedObject extends ObjectIdentity {
  /** The root's directory. */
  readonly root: string;
  /** Which document of the file, and which item of it where that is a list. */
  readonly document: number;
  readonly item: readonly (string | number)[];
}

/** An answer to `kubewright/sourceOf`: where an object of a cluster is defined. */
export interface SourcePlace {
  readonly uri: string;
  readonly range: Range;
  /** The directories of the roots that render it from there; none for a manifest that no root reads. */
  readonly roots: readonly string[];
  /** What it is called there. */
  readonly name: string;
}
