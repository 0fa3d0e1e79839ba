import { type BoundTarget, namesContext } from '../apply/safety/targets.ts';
import { ClusterFailure } from '../cluster/failure.ts';
import type { KubeContext, Kubeconfig } from '../cluster/kubeconfig/kubeconfig.ts';
import { loadKubeconfig } from '../cluster/kubeconfig/loadKubeconfig.ts';
import { type Message, textIn } from '../messages/text.ts';
import { type CommandIo, localeOf, UsageError } from './command.ts';

/**
 * The context that `--context` names, or kubectl's current one; where what is done is bound to others, the first of those
 * that there is. Rejects with a ClusterFailure or a UsageError.
 */
export async function chooseContext(
  named: string | undefined,
  io: CommandIo,
  bound?: BoundTarget,
): Promise<KubeContext> {
  const kubeconfig = await loadKubeconfig(io.env);
  // A broken file may be the one that is meant, so it is told before a context is found missing.
  const [broken] = kubeconfig.failures;
  const name = named ?? boundContext(kubeconfig, bound) ?? kubeconfig.currentContext;
  if (name === undefined) {
    if (broken !== undefined) throw broken;
    const contexts = kubeconfig.contexts.map(context => context.name);
    throw new UsageError(textIn(localeOf(io.env))({ code: 'cli.no-context', params: { contexts } }));
  }
  return findContext(kubeconfig, name);
}

/** The current context where it is among those, else the first of them; `undefined` where nothing is bound. */
function boundContext({ contexts, currentContext }: Kubeconfig, bound: BoundTarget | undefined) {
  if (bound === undefined) return undefined;
  if (currentContext !== undefined && namesContext(bound.contexts, currentContext)) return currentContext;
  return contexts.find(({ name }) => namesContext(bound.contexts, name))?.name;
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
