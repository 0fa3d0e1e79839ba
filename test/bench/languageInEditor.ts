import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { eventually, openFile, typeAtLine } from '../vscode/workbench.ts';
import { openBenchWindow } from './benchWindow.ts';
import type { OwnBlock } from './ownBlocks.ts';

/** So long nothing more is told of a workspace: it is settled. */
const settledMilliseconds = 5000;

/**
 * Opens a folder in a real VS Code at one of its files, waits until all its problems are told, and changes a line of a file
 * that many read; prints how long this extension's code held up the extension host.
 */
export async function measureHost(folder: string, file: string, base: string): Promise<void> {
  const window = await openBenchWindow({ folder });
  const { page } = window;
  const problems = async () => (await page.locator('#status\\.problems').getAttribute('aria-label')) ?? '';
  const settled = async () => {
    let last = '';
    for (let since = Date.now(); Date.now() - since < settledMilliseconds; ) {
      const now = await problems();
      if (now !== last) since = Date.now();
      last = now;
      await page.waitForTimeout(200);
    }
    return last;
  };
  try {
    const opened = Date.now();
    const opening = await window.ownBlocks(async () => {
      await openFile(page, relative(folder, file));
      await eventually(problems, text => /[1-9]/.test(text), 60_000);
      console.log(`editor: problems of the workspace: ${await settled()}`);
    });
    told('opening the workspace', opening, await window.longestBlock(opened));
    const edited = Date.now();
    const editing = await window.ownBlocks(async () => {
      await openFile(page, relative(folder, base));
      const lines = (await readFile(base, 'utf8')).split('\n').length;
      await typeAtLine(page, lines, 'nameSuffix: -bench\n');
      await settled();
    });
    told('editing what many read', editing, await window.longestBlock(edited));
  } finally {
    await window.close();
  }
}

function told(what: string, blocks: readonly OwnBlock[], longest: number): void {
  const [worst, ...others] = blocks.map(
    ({ milliseconds, where }) => `${milliseconds.toFixed(1)} ms ${where}`,
  );
  console.log(`editor: ${what}: extension host held up by us at most ${worst ?? '0 ms'} (goal <= 20)`);
  if (others.length > 0) console.log(`  then ${others.join(', ')}; whoever caused it: ${longest} ms`);
}
