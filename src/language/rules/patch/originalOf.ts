import type { ParsedResources } from '../../../kustomize/load/resourceFile.ts';
import type { Resource } from '../../../kustomize/resource.ts';
import type { Mapping } from '../../../yaml/node.ts';

/** A rendered object as it stands in its file; `undefined` for what a generator or chart made. */
export function originalOf(
  { location, file }: Resource,
  files: readonly ParsedResources[],
): Mapping | undefined {
  const place = JSON.stringify(location);
  for (const { resources } of files) {
    if (resources[0]?.file !== file) continue;
    return resources.find(each => JSON.stringify(each.location) === place)?.node;
  }
  return undefined;
}
