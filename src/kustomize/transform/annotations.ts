import { valueAt } from '../../yaml/location.ts';
import type { BuildContext } from '../buildContext.ts';
import { field, type Kustomization, keyOf } from '../load/kustomization.ts';
import type { Resource } from '../resource.ts';
import type { FieldSpec } from './fieldSpec.ts';
import { addEntries, mapEntries } from './stringMap.ts';

/** `commonAnnotations`: for objects and their pod templates. */
export function addAnnotations(
  context: BuildContext,
  { file, node }: Kustomization,
  resources: readonly Resource[],
  specs: readonly FieldSpec[],
): readonly Resource[] {
  const entries = mapEntries(field(node, 'commonAnnotations'), file, 'commonAnnotations');
  const location = valueAt(file, [keyOf(node, 'commonAnnotations') ?? 'commonAnnotations']);
  return addEntries(context, resources, entries, specs, location);
}
