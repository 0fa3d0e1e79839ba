/** Measures a search over many objects, key by key: `node test/bench/findObject.ts 50000`. Prints one line a text. */
import { kindQuery, type Listed } from '../../src/cluster/kinds/kindQuery.ts';
import { pods } from '../../src/cluster/kinds/pod.ts';
import { search } from '../../src/extension/findObject/search.ts';
import { readTyped } from '../../src/extension/findObject/typed.ts';
import { pod } from './cluster/manyPods.ts';

const count = Number(process.argv[2] ?? 50_000);
const { slim } = kindQuery(pods, { namespace: undefined });
const items = new Map<string, Listed>();
for (let index = 0; index < count; index += 1) {
  const object = slim(pod(index, `bench-${index % 10}`, `node-${index % 100}`));
  items.set(`${object.metadata.namespace}/${object.metadata.name}`, object);
}
const source = { items: items.values.bind(items), about: 'pod bench', order: 0, favourite: 'bench-3' };
const texts = [
  '',
  'w',
  'we',
  'web',
  'web-4',
  'web-49',
  'web-499',
  'w49',
  'bench-7/web-12',
  'nosuchname',
  'web 7 bench',
];
const rounds = 20;

for (const text of texts) {
  const typed = readTyped(text, () => false);
  if (typed.asks !== 'objects') continue;
  const whole: number[] = [];
  let longest = 0;
  let found = 0;
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    let slice = begun;
    const pause = async () => {
      longest = Math.max(longest, performance.now() - slice);
      await new Promise<void>(resolve => setImmediate(resolve));
      slice = performance.now();
    };
    const sources = [{ ...source, items: { [Symbol.iterator]: source.items }, within: undefined }];
    const findings = await search(sources, typed, { most: 100, isStale: () => false, pause });
    longest = Math.max(longest, performance.now() - slice);
    whole.push(performance.now() - begun);
    found = findings?.count ?? 0;
  }
  whole.sort((one, other) => one - other);
  const [median = 0, most = 0] = [whole[rounds >> 1], whole[rounds - 1]];
  console.log(
    `${count} objects, ${JSON.stringify(text).padEnd(18)} ${String(found).padStart(6)} fit: ` +
      `p50 ${median.toFixed(1)} ms, worst ${most.toFixed(1)} ms, longest slice ${longest.toFixed(1)} ms`,
  );
}
