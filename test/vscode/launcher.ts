#!/usr/bin/env node
// Stands in for a desktop VS Code where none can be downloaded: takes the arguments that @vscode/test-electron
// gives to VS Code, runs the suite in the extension host of a VS Code server, and ends with its exit code.
import { openWindow } from './browser.ts';
import { parseLauncherArguments } from './launcherArguments.ts';
import { startServer } from './server.ts';

const suiteTimeout = 150_000;

async function main(args: readonly string[]): Promise<number> {
  const { folder, extensions, extensionTests, version, workspaceTrust } = parseLauncherArguments(args);
  const server = await startServer({ version, workspaceTrust });
  try {
    const window = await openWindow(server, {
      ...(folder === undefined ? {} : { folder }),
      extensions,
      extensionTests,
      onConsole: (_type, text) => printHostOutput(text),
    });
    try {
      return await withTimeout(window.suiteExit);
    } finally {
      await window.close();
    }
  } catch (error) {
    console.error(error);
    console.error(`The VS Code server's log ends:\n${server.logTail()}`);
    return 1;
  } finally {
    await server.stop();
  }
}

/** The extension host's output arrives in the window's console, with style marks around it. */
function printHostOutput(text: string): void {
  const line = /^%c\[Extension Host\] %c([\s\S]*?) color: \S+ color: ?$/.exec(text)?.[1];
  if (line !== undefined) console.log(line);
}

async function withTimeout(exit: Promise<number>): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The suite did not end in ${suiteTimeout / 1000} s.`)),
      suiteTimeout,
    );
  });
  try {
    return await Promise.race([exit, late]);
  } finally {
    clearTimeout(timer);
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.exit(await main(process.argv.slice(2)));
