import { apiVersionOf, type Resource } from '../kustomize/resource.ts';
import type { Renders } from './renders.ts';

/** An object by what a manifest says of it. */
export interface ObjectIdentity {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where none is written, and for objects of the cluster. */
  readonly namespace: string;
  readonly name: string;
}

/** An object that a root renders from a document of a file. */
export interface RenderedObject extends ObjectIdentity {
  /** The root's directory. */
  readonly root: string;
  /** Which document of the file, and which item of it where that is a list. */
  readonly document: number;
  readonly item: readonly (string | number)[];
}

/** What becomes of a file in the roots that are applied. */
export interface RenderedFile {
  /** Whether any of them reads it; one that gives no objects is a patch or values. */
  readonly isRead: boolean;
  readonly objects: readonly RenderedObject[];
}

/** The objects that roots make of the documents of a file (real path and our URI). */
export async function renderedFrom(
  file: { readonly path: string; readonly uri: string },
  renders: Renders,
): Promise<RenderedFile> {
  const reading = await renders.reading(file.path);
  const objects = reading.flatMap(({ root, result }) =>
    result.resources
      .filter(({ location, generatedBy }) => location.uri === file.uri && generatedBy === undefined)
      .map(({ id, location }) => ({
        root,
        document: location.document,
        item: location.path,
        ...identityOf(id),
      })),
  );
  return { isRead: reading.length > 0, objects };
}

/** What a manifest says of an id. */
export function identityOf(id: Resource['id']): ObjectIdentity {
  return { apiVersion: apiVersionOf(id), kind: id.kind, namespace: id.namespace, name: id.name };
}
