import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';

const limitMilliseconds = 5000;
/** Around what is wanted, for profiles print greetings. */
const mark = '__kubewright_environment__';
/** The same in every shell that takes `-c`, with nothing of the user's in it. */
const script = `echo ${mark}; /usr/bin/env; echo ${mark}`;

/**
 * The environment with the PATH of the user's login shell behind its own: a program that was started from a dock or a
 * menu does not have what profiles add, and plugins live there. Unchanged on Windows, and where the shell gives none
 * within 5 s.
 */
export async function withLoginPath(environment: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const shell = environment['SHELL'] ?? '';
  if (process.platform === 'win32' || shell === '') return environment;
  const path = pathIn(await output(shell, environment));
  if (path === undefined) return environment;
  const parts = [...(environment['PATH'] ?? '').split(delimiter), ...path.split(delimiter)];
  return { ...environment, PATH: [...new Set(parts.filter(part => part !== ''))].join(delimiter) };
}

function output(shell: string, environment: NodeJS.ProcessEnv): Promise<string> {
  // csh takes -l only alone.
  const flags = /csh$/.test(shell) ? ['-ic'] : ['-i', '-l', '-c'];
  return new Promise(resolve => {
    // In a session of its own, or an interactive shell takes over the terminal that the editor was started from.
    const child = spawn(shell, [...flags, script], {
      env: environment,
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      resolve('');
    }, limitMilliseconds);
    child.once('error', () => resolve(''));
    child.once('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
  });
}

function pathIn(text: string): string | undefined {
  const [, environment = ''] = text.split(mark);
  return /^PATH=(.+)$/m.exec(environment)?.[1];
}
