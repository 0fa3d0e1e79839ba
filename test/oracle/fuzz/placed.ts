import { readFileSync } from 'node:fs';
import { build } from '../../../src/kustomize/build.ts';
import { createBlockingSnapshot } from '../../../src/node/blockingSnapshot.ts';
import type { Location } from '../../../src/yaml/location.ts';
import { rangeOf } from '../../../src/yaml/range.ts';

/** The errors of our build of a directory that cannot be shown where they were made, each with where they point. */
export function misplacedErrors(directory: string, root: string): readonly string[] {
  const { problems } = build(directory, createBlockingSnapshot());
  return problems
    .filter(({ severity, location }) => severity === 'error' && !isPlaced(location, root))
    .map(({ code, location }) => `${code} at ${JSON.stringify(location).replaceAll(root, '')}`);
}

/** Whether a location leads to something in a file of the sample. */
function isPlaced(location: Location, root: string): boolean {
  const path = decodeURIComponent(location.uri.replace('file://', ''));
  if (!path.startsWith(`${root}/`)) return false;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return false;
  }
  if ('start' in location) return location.start >= 0 && location.start <= text.length;
  const { start, end } = rangeOf(location, text);
  return location.path.length === 0 || end.line > 0 || end.character > start.character;
}
