import { parseResources } from '../kustomize/load/resourceFile.ts';
import type { Location, PathLocation, Range } from '../yaml/location.ts';
import { get, getIn } from '../yaml/node.ts';
import { lineIndex, rangesIn } from '../yaml/range.ts';

/** Of bigger texts no exact ranges are made: that takes a second a megabyte, and a reader only wants to get there. */
const bigText = 100_000;

/**
 * Where related places stand in the text of a file, for many of them: exactly, and in a big file of objects by the line
 * where what is meant begins.
 */
export function relatedRangesIn(uri: string, text: string): (location: Location) => Range {
  const exact = rangesIn(text);
  if (text.length < bigText) return exact;
  const lines = lineIndex(text);
  let resources: ReturnType<typeof parseResources>['resources'] | undefined;
  return location => {
    if ('start' in location) return exact(location);
    resources ??= parseResources({ uri, path: '', text }).resources;
    const start = startOf(location, resources);
    if (start === undefined) return exact(location);
    const end = text.indexOf('\n', start);
    return lines.range(start, end < 0 ? text.length : end);
  };
}

function startOf(
  { document, path, part }: PathLocation,
  resources: ReturnType<typeof parseResources>['resources'],
): number | undefined {
  const resource = resources.find(({ location }) => {
    return location.document === document && location.path.every((step, index) => step === path[index]);
  });
  if (resource === undefined) return undefined;
  const rest = path.slice(resource.location.path.length);
  const last = rest.at(-1);
  const node = getIn(resource.node, rest);
  const parent = getIn(resource.node, rest.slice(0, -1));
  const isKey = part === 'key' && parent?.kind === 'mapping' && get(parent, String(last)) !== undefined;
  const start = isKey ? parent.keyStarts[parent.keys.lastIndexOf(String(last))] : node?.start;
  return start === undefined || start < 0 ? undefined : start;
}
