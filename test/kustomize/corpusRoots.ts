import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedData } from '../sharedData.ts';

/** Directories of real kustomizations that build, about so many of them, spread over all repositories. */
export function corpusRoots(count: number): readonly string[] {
  const corpus = sharedData('corpus');
  if (corpus === undefined) return [];
  const truth: Record<string, { sha256?: string }> = JSON.parse(
    readFileSync(join(corpus, 'truth.json'), 'utf8'),
  );
  const good = Object.keys(truth)
    .filter(root => truth[root]?.sha256 !== undefined && existsSync(join(corpus, root)))
    .map(root => join(corpus, root));
  const step = Math.max(1, Math.floor(good.length / count));
  return good.filter((_, index) => index % step === 0);
}
