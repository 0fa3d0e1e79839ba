import { CancellationError } from 'vscode';
import type { KubeContext } from '../cluster/kubeconfig/kubeconfig.ts';
import type { ActiveTarget } from './activeContext.ts';
import { pickContext } from './pickContext.ts';
import type { Services } from './services.ts';

/** A context that can be connected to and a namespace in it. */
export interface Target extends Pick<ActiveTarget, 'namespace'> {
  readonly kubeContext: KubeContext;
}

/** The active context and namespace; asks where there is none, or none that the kubeconfigs still have. */
export async function requireTarget(services: Pick<Services, 'kubeconfigs' | 'active'>): Promise<Target> {
  const { kubeconfigs, active } = services;
  const find = async () => {
    const { contexts } = await kubeconfigs.load();
    const { target } = active;
    const kubeContext = contexts.find(({ name }) => name === target?.context);
    return target && kubeContext && { kubeContext, namespace: target.namespace };
  };
  const present = await find();
  if (present !== undefined) return present;
  await active.use(await pickContext(services));
  const chosen = await find();
  if (chosen === undefined) throw new CancellationError();
  return chosen;
}
