import { env, l10n } from 'vscode';
import type { Command } from '../command.ts';
import { chooseForward, isListening } from '../portForwards/chooseForward.ts';
import type { DeclaredForwards } from '../portForwards/declaredForwards.ts';
import { variablesOf } from '../portForwards/environmentFiles.ts';
import type { Services } from '../services.ts';
import { UserError } from '../userError.ts';

/**
 * `kubewright.localPort`, for `${input:…}` in launch.json and tasks.json: starts the declared forward that `args.name` names
 * and gives its local port as text; `args.port` chooses among several by the remote one.
 */
export function localPort(declared: DeclaredForwards): Command {
  return async argument => {
    const { name, port } = readArgument(argument);
    const [held] = await declared.start([name]);
    const found = held?.ports.find(({ remote }) => port === undefined || remote === port);
    if (found === undefined)
      throw new UserError(l10n.t('The port-forward {0} has no port {1}.', name, port ?? ''));
    return String(found.local);
  };
}

/** `Kubewright: Start Port-Forwards of the Workspace`. */
export function startDeclaredForwards(declared: DeclaredForwards): Command {
  return () => declared.start(undefined).then(() => undefined);
}

/** `Kubewright: Copy Port-Forward as Environment Variables`. */
export function copyForwardEnvironment({ forwards }: Pick<Services, 'forwards'>): Command {
  return async argument => {
    const held = await chooseForward(argument, forwards, isListening);
    const { environmentText } = await import('../../cluster/forward/environment.ts');
    await env.clipboard.writeText(environmentText(await variablesOf([held])));
  };
}

function readArgument(argument: unknown): { readonly name: string; readonly port: string | undefined } {
  const record = typeof argument === 'object' && argument !== null ? { ...argument } : {};
  const { name, port } = record as { readonly name?: unknown; readonly port?: unknown };
  if (typeof name !== 'string' || name === '') {
    throw new UserError(l10n.t('Name a declared port-forward: "args": {"name": "db"}.'));
  }
  return { name, port: port === undefined ? undefined : String(port) };
}
