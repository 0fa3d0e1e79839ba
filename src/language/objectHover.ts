import { type DescribedField, fieldAtPath } from '../schema/kubernetes/fieldAtPath.ts';
import { kubernetesType } from '../schema/kubernetes/kubernetesTypes.ts';
import type { Position, Range } from '../yaml/location.ts';
import type { TypeOfKind } from './customTypes.ts';
import { objectPlaceAt } from './objectPlace.ts';

/** What there is to say about a field of a Kubernetes object; the face makes text of it. */
export interface ObjectHover extends DescribedField {
  readonly name: string;
  /** The key under the cursor. */
  readonly range: Range;
}

/**
 * The field of a Kubernetes object whose key stands at a position: in a resource file, a strategic merge patch, or one
 * that is written in a kustomization. `customType` knows the kinds that Kubernetes does not have.
 */
export async function objectHoverAt(
  text: string,
  position: Position,
  customType: TypeOfKind,
): Promise<ObjectHover | undefined> {
  const place = objectPlaceAt(text, position);
  if (place === undefined) return undefined;
  const { apiVersion, kind, path, range } = place;
  const type = kubernetesType(apiVersion, kind) ?? customType(apiVersion, kind);
  const field = type && (await fieldAtPath(type, path));
  return field && { ...field, name: path.at(-1) ?? '', range };
}
