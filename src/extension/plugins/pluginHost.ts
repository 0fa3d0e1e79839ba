import type { PluginHost } from '../../cluster/credentials/execPlugin.ts';
import { runAtTerminal } from './loginTerminal.ts';

/**
 * Runs credential plugins with the PATH of the login shell, which is asked for once, and those that must ask a person
 * in a terminal of the editor; on Windows there is none that could keep what they print to itself.
 */
export function createPluginHost(): PluginHost {
  let environment: Promise<NodeJS.ProcessEnv> | undefined;
  return {
    environment() {
      environment ??= import('../../cluster/credentials/loginPath.ts').then(({ withLoginPath }) =>
        withLoginPath(process.env),
      );
      return environment;
    },
    ...(process.platform === 'win32' ? {} : { atTerminal: runAtTerminal }),
  };
}
