import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { constants, open } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { l10n, ThemeIcon, window } from 'vscode';
import type { PluginExit, PluginProgram } from '../../cluster/credentials/execPlugin.ts';

/** A person has this long to answer. */
const limitMilliseconds = 10 * 60_000;

/**
 * Runs `$@` with its standard output in the pipe, then writes how it ended. What went wrong stays to be read. The text
 * is always the same: program and arguments are given beside it.
 */
const script =
  '"$@" >"$KUBEWRIGHT_PIPE"; code=$?; printf "%s%s\\n" "$KUBEWRIGHT_END" "$code" >"$KUBEWRIGHT_PIPE"; [ "$code" = 0 ] || read -r _';

/**
 * Runs a program in a terminal that is shown, where a person answers its questions. What it prints on its standard
 * output goes through a pipe that only this user can open, never to the screen or a disk. `undefined` where the
 * terminal was closed, or nobody answered for ten minutes.
 */
export async function runAtTerminal(
  program: PluginProgram,
  context: string,
): Promise<PluginExit | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-login-'));
  const pipe = join(folder, 'pipe');
  const end = randomUUID();
  try {
    await promisify(execFile)('mkfifo', ['-m', '600', pipe]);
    const output = await readPipe(pipe);
    const terminal = window.createTerminal({
      name: l10n.t('Log in: {0}', context),
      iconPath: new ThemeIcon('key'),
      shellPath: '/bin/sh',
      shellArgs: ['-c', script, 'sh', program.command, ...program.args],
      env: { ...program.env, KUBEWRIGHT_PIPE: pipe, KUBEWRIGHT_END: end },
      isTransient: true,
    });
    terminal.show();
    const exit = await new Promise<PluginExit | undefined>(resolve => {
      let text = '';
      output.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        const [stdout = '', code] = text.split(end);
        if (code?.endsWith('\n')) resolve({ code: Number(code), stdout });
      });
      const closing = window.onDidCloseTerminal(closed => {
        if (closed !== terminal) return;
        closing.dispose();
        // What it wrote last may still be on its way.
        setTimeout(() => resolve(undefined), 500);
      });
      setTimeout(() => resolve(undefined), limitMilliseconds).unref();
    });
    output.destroy();
    if (exit === undefined || exit.code === 0) terminal.dispose();
    return exit;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Open for writing too, so that it neither waits for the program nor ends between two of its writers. */
async function readPipe(pipe: string): Promise<Socket> {
  const fd = await promisify(open)(pipe, constants.O_RDWR | constants.O_NONBLOCK);
  return new Socket({ fd, readable: true, writable: false });
}
