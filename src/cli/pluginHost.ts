import { spawn } from 'node:child_process';
import type { PluginExit, PluginHost, PluginProgram } from '../cluster/credentials/execPlugin.ts';
import type { CommandIo } from './command.ts';

/** Runs credential plugins in the environment of the shell, and at its terminal where somebody sits there. */
export function pluginHost({ env, ask }: Pick<CommandIo, 'env' | 'ask'>): PluginHost {
  return {
    environment: async () => env,
    ...(ask === undefined ? {} : { atTerminal: runHere, alwaysAtTerminal: true }),
  };
}

/** Questions and answers go through the terminal, what it prints stays here. */
function runHere({ command, args, env }: PluginProgram): Promise<PluginExit> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['inherit', 'pipe', 'inherit'], env });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.once('error', reject);
    child.once('close', code => resolve({ code: code ?? 1, stdout }));
  });
}
