import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedData } from '../sharedData.ts';
import { codeServerVersions } from './versions.ts';
import { type Token, tokenize, yamlGrammar } from './yamlGrammar.ts';

const corpus = sharedData('corpus');
/** One file in so many is read, and none of generated length. */
const step = 12;
const longest = 60_000;

/** The columns of a line that are painted as a mistake. */
function illegalColumns(tokens: readonly Token[]): Set<number> {
  const illegal = tokens.filter(({ scopes }) => scopes.some(scope => scope.startsWith('invalid.illegal')));
  return new Set(
    illegal.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index)),
  );
}

/** What the YAML grammar finds right must stay right: somebody's good file would be full of red. */
test.skipIf(corpus === undefined)('real files have no word painted wrong that was right before', async () => {
  const names = await readdir(corpus!, { recursive: true });
  const files = names.filter(name => /\.ya?ml$/.test(name)).filter((_, index) => index % step === 0);
  expect(files.length).toBeGreaterThan(100);
  const [ours, theirs] = await Promise.all(
    [true, false].map(mine => yamlGrammar(codeServerVersions.latest, mine)),
  );
  const wrong: string[] = [];
  for (const name of files) {
    // A link may lead nowhere.
    const text = await readFile(join(corpus!, name), 'utf8').catch(() => '');
    if (text.length > longest) continue;
    const before = tokenize(theirs!, text);
    tokenize(ours!, text).forEach((tokens, line) => {
      const allowed = illegalColumns(before[line] ?? []);
      if ([...illegalColumns(tokens)].some(column => !allowed.has(column))) wrong.push(`${name}:${line + 1}`);
    });
  }
  expect(wrong).toEqual([]);
});
