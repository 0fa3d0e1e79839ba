// `npm run bench:table`: the page of the resource table alone, in Chromium, with 10,000 and 50,000 rows: what a key
// press in the filter, a click on a column and a second of 500 changes cost. `node test/bench/cluster/tablePage.ts`.
import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { chromium, type Page } from 'playwright-core';
import { createRowFeed, type RowBatch } from '../../../src/extension/resourceTable/rowFeed.ts';
import { tableRow } from '../../../src/extension/resourceTable/tableRow.ts';
import { pageTexts } from '../../../src/webview/resourceTable/protocol.ts';
import { prepareChromium } from '../../vscode/chromium.ts';
import { projectRoot } from '../../vscode/server.ts';
import { keystrokes, loadRows, resort, stream } from './tableInPage.mjs';

const columns = ['Name', 'Ready', 'Status', 'Restarts', 'Age', 'IP', 'Node'];

/** Objects as the store keeps them. */
function objects(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const name = `web-${String(index).padStart(5, '0')}`;
    const namespace = `bench-${index % 5}`;
    const created = new Date(Date.now() - index * 1000).toISOString();
    return {
      key: `${namespace}/${name}`,
      object: {
        metadata: {
          name,
          namespace,
          uid: `${index}`,
          resourceVersion: '1',
          creationTimestamp: created,
          deletionTimestamp: undefined,
          owners: [],
        },
        health: 'good' as const,
        facts: [],
        capabilities: ['loggable', 'forwardable'] as const,
        ports: [],
        cells: [
          name,
          '1/1',
          'Running',
          String(index % 7),
          '5m',
          `10.0.${index % 200}.${index % 250}`,
          `node-${index % 100}`,
        ],
        custom: [],
        trouble: '',
      },
    };
  });
}

/** What the extension's side costs: the longest turn of making and serializing a batch, and all of them. */
function feedCosts(count: number): { batches: RowBatch[]; longest: number; total: number } {
  const all = new Map(objects(count).map(({ key, object }) => [key, object]));
  const turns: (() => void)[] = [];
  const batches: RowBatch[] = [];
  const feed = createRowFeed({
    rowOf(key) {
      const object = all.get(key);
      return object && tableRow(key, object, 4);
    },
    send(batch) {
      // As the extension host does with a message.
      JSON.stringify(batch);
      batches.push(batch);
      feed.taken(batch.batch);
    },
    soon: work => turns.push(work),
  });
  feed.restart(all.keys());
  let longest = 0;
  let total = 0;
  for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) {
    const begin = performance.now();
    turn();
    const took = performance.now() - begin;
    longest = Math.max(longest, took);
    total += took;
  }
  return { batches, longest, total };
}

async function openPage(page: Page): Promise<void> {
  const script = await readFile(`${projectRoot}/dist/webview/resourceTable.js`, 'utf8');
  const style = await readFile(`${projectRoot}/dist/webview/resourceTable.style.css`, 'utf8');
  await page.setContent(
    '<div id="toolbar"></div><div id="table"></div><div id="empty"></div><div id="announcer"></div>',
  );
  await page.addStyleTag({ content: style });
  await page.addScriptTag({
    content:
      'globalThis.sent=[];globalThis.acquireVsCodeApi=()=>({postMessage:m=>sent.push(m),getState(){},setState(){}})',
  });
  await page.addScriptTag({ content: script });
}

const quantile = (values: readonly number[], share: number) =>
  values.toSorted((one, other) => one - other)[
    Math.min(values.length - 1, Math.floor(values.length * share))
  ] ?? 0;
const shown = (values: readonly number[]) =>
  `p50 ${quantile(values, 0.5).toFixed(1)} ms, p99 ${quantile(values, 0.99).toFixed(1)} ms, max ${Math.max(...values).toFixed(1)} ms`;

const texts = Object.fromEntries(pageTexts.map(text => [text, text]));
const start = {
  type: 'start',
  address: { context: 'bench', group: '', version: 'v1', resource: 'pods', kind: 'Pod', namespaced: true },
  texts,
  language: 'en',
  widths: {},
};
const pageColumns = columns.map((name, index) => ({
  id: name,
  title: name,
  description: '',
  source: index === 0 ? 'name' : name === 'Age' ? 'age' : index,
  order: 'text',
}));

const browser = await chromium.launch({ executablePath: await prepareChromium(), args: ['--no-sandbox'] });
console.log(`load before: ${loadavg()[0]?.toFixed(1)}`);
for (const count of [10_000, 50_000]) {
  const { batches, longest, total } = feedCosts(count);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await openPage(page);
  const messages = [
    start,
    { type: 'columns', columns: pageColumns },
    { type: 'state', state: { kind: 'live', failure: '', scope: '' } },
  ];
  const loaded = await page.evaluate(loadRows, { messages, batches });
  const typed = await page.evaluate(keystrokes, [
    'w',
    'we',
    'web',
    'web-0',
    'web-00',
    'web-001',
    'web-00',
    '1',
    '',
    'node-01',
    'running ns:bench-3',
    '',
  ]);
  const sorted = await page.evaluate(resort, ['IP', 'Name', 'Age', 'Restarts']);
  const events = await page.evaluate(stream, {
    perSecond: 500,
    seconds: 4,
    rows: batches.flatMap(({ set }) => set).slice(0, 5000),
  });
  console.log(`${count} rows`);
  console.log(
    `  extension: ${batches.length} batches, longest turn ${longest.toFixed(1)} ms, all ${total.toFixed(0)} ms`,
  );
  console.log(
    `  page: first rows painted after ${loaded.first.toFixed(0)} ms, all taken in after ${loaded.all.toFixed(0)} ms`,
  );
  console.log(`  key press → painted: ${shown(typed.painted)}; script ${shown(typed.script)}`);
  console.log(`  sort → painted: ${shown(sorted)}`);
  console.log(`  500 changes a second: message → painted ${shown(events)}`);
  await page.close();
}
console.log(`load after: ${loadavg()[0]?.toFixed(1)}`);
await browser.close();
