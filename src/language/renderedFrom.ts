import { identityOf, type ObjectIdentity } from '../kustomize/objectIdentity.ts';
import type { Renders } from './renders.ts';

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
