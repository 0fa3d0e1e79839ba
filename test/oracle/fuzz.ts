// `npm run fuzz -- [SAMPLES] [SEED] [--reduce N] [--documents]`: generated kustomizations, built by us and by the official
// tool. Prints the table of what was tried and each difference; with `--reduce` the first N of them as small as they get.
// With `--documents` it is the files of resources that are odd, in every style that YAML has room for.
import { parseArgs } from 'node:util';
import { buildOracle } from './build.ts';
import { compareBuilds } from './fuzz/compare.ts';
import { documentSample } from './fuzz/oddDocuments.ts';
import { reduce } from './fuzz/reduce.ts';
import { run, shortfallsOf, tableOf } from './fuzz/run.ts';
import { sample } from './fuzz/sample.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { reduce: { type: 'string', default: '3' }, documents: { type: 'boolean', default: false } },
});
const samples = Number(positionals[0] ?? 3000);
const seed = Number(positionals[1] ?? Date.now() % 1_000_000);
await buildOracle();
console.log(`seed ${seed}`);
const start = performance.now();
const tell = ({ index }: { readonly index: number }) => console.log(`sample ${index} differs`);
const summary = await run(samples, seed, tell, values.documents ? documentSample : sample);
console.log(
  values.documents ? `${samples} samples; the official tool builds ${summary.built}` : tableOf(summary),
);
const shortfalls = values.documents ? [] : shortfallsOf(summary);
for (const text of shortfalls) console.log(text);
for (const text of summary.misplaced) console.log(`misplaced: ${text}`);
console.log(`${summary.findings.length} differences in ${((performance.now() - start) / 1000).toFixed(0)} s`);
for (const { index, files } of summary.findings.slice(0, Number(values.reduce))) {
  const kind = kindOf(await compareBuilds(files));
  const small = await reduce(files, async candidate => kindOf(await compareBuilds(candidate)) === kind);
  const { difference } = await compareBuilds(small);
  console.log(`\n== sample ${index}`);
  for (const [name, content] of Object.entries(small)) console.log(`#- ${name}\n${String(content)}`);
  console.log(`-- official\n${difference?.official}\n-- ours\n${difference?.ours}`);
}
/** Differences of one kind: both built, or one did and the other refused for this reason. */
function kindOf({ built, difference }: Awaited<ReturnType<typeof compareBuilds>>): string | undefined {
  if (difference === undefined) return undefined;
  return `${built} ${/^[a-z]+\.[\w-]+$/m.exec(difference.ours)?.[0] ?? 'output'}`;
}

process.exitCode = summary.findings.length + summary.misplaced.length + shortfalls.length === 0 ? 0 : 1;
