import { type BoundTarget, namesContext } from '../apply/safety/targets.ts';
import { ClusterFailure } from '../cluster/failure.ts';
import type { KubeContext, Kubeconfig } from '../cluster/kubeconfig/kubeconfig.ts';
import { loadKubeconfig } from '../cluster/kubeconfig/loadKubeconfig.ts';
import { type Message, textIn } from '../messages/text.ts';
import { type CommandIo, localeOf, UsageError } from './command.ts';

/** What says where to go beside `--context`. */
export interface TargetHints {
  /** What the settings of the folder bind it to. */
  readonly bound?: BoundTarget | undefined;
  /** What `--confirm` says, `CONTEXT/NAMESPACES`. */
  readonly confirm?: string | undefined;
}

/**
 * The context that `--context` names, or kubectl's current one. Where what is done is bound to others that there are, a
 * repository's settings would lead elsewhere than the user is: `--confirm` names one of them, or whoever sits at the terminal.
 * Rejects with a ClusterFailure, or with a UsageError that names them.
 */
export async function chooseContext(
  named: string | undefined,
  io: CommandIo,
  hints: TargetHints = {},
): Promise<KubeContext> {
  const kubeconfig = await loadKubeconfig(io.env);
  // A broken file may be the one that is meant, so it is told before a context is found missing.
  const [broken] = kubeconfig.failures;
  const name = named ?? (await amongBound(kubeconfig, hints, io)) ?? kubeconfig.currentContext;
  if (name === undefined) {
    if (broken !== undefined) throw broken;
    const contexts = kubeconfig.contexts.map(context => context.name);
    throw new UsageError(textIn(localeOf(io.env))({ code: 'cli.no-context', params: { contexts } }));
  }
  return findContext(kubeconfig, name);
}

/** `undefined` where nothing is bound, the current context is among those, or there is none of them. */
async function amongBound(
  { contexts, currentContext }: Kubeconfig,
  { bound, confirm }: TargetHints,
  io: CommandIo,
): Promise<string | undefined> {
  if (bound === undefined) return undefined;
  const isBound = (name: string) => namesContext(bound.contexts, name);
  if (currentContext !== undefined && isBound(currentContext)) return undefined;
  const candidates = contexts.map(({ name }) => name).filter(isBound);
  if (candidates.length === 0) return undefined;
  // A context's name may have slashes, namespaces have none.
  const confirmed = confirm?.slice(0, Math.max(0, confirm.lastIndexOf('/')));
  if (confirmed !== undefined && contexts.some(({ name }) => name === confirmed)) return confirmed;
  const textOf = textIn(localeOf(io.env));
  const params = { bound: bound.contexts, current: currentContext ?? '', candidates };
  if (io.ask === undefined) throw new UsageError(textOf({ code: 'cli.bound-elsewhere', params }));
  const typed = (await io.ask(textOf({ code: 'cli.bound-question', params }), io.interrupted())).trim();
  if (candidates.includes(typed) || typed === currentContext) return typed;
  throw new UsageError(textOf({ code: 'cli.bound-elsewhere', params }));
}

function findContext(kubeconfig: Kubeconfig, name: string): KubeContext {
  const found = kubeconfig.contexts.find(context => context.name === name);
  if (found !== undefined) return found;
  const broken = kubeconfig.broken.find(context => context.name === name)?.failure;
  throw (
    broken ?? kubeconfig.failures[0] ?? new ClusterFailure('kubeconfig.unknown-context', { context: name })
  );
}

/** What a failure says in the language of the shell. */
export function failureText(failure: ClusterFailure, io: CommandIo): string {
  // Code and parameters belong together where the failure was made; the class forgets it.
  return textIn(localeOf(io.env))({ code: failure.code, params: failure.params } as Message);
}
