import { parseArgs } from 'node:util';
import { type Command, ExitCode, UsageError } from './command.ts';

/**
 * `kubewright lsp --stdio`: the language server on standard input and output, until the client says goodbye. The
 * server is a face of its own, so it is started as an editor starts it: by its file, which reads the same arguments.
 */
export const lspCommand: Command = async args => {
  const { values } = parseArgs({
    args: [...args],
    // Some clients add the process that is to end the server with it.
    options: { stdio: { type: 'boolean' }, clientProcessId: { type: 'string' } },
  });
  if (values.stdio !== true) throw new UsageError('lsp speaks over --stdio');
  const file = import.meta.url.endsWith('.ts') ? '../server/main.ts' : './server.js';
  await import(new URL(file, import.meta.url).href);
  return ExitCode.fine;
};
