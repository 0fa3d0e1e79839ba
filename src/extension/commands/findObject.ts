import { contextOf, namespaceRow } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { showObject } from './openYaml.ts';

/**
 * `Kubewright: Find Object…`: searches the contexts that are open in this window, or where none is the active one; from a
 * row of the tree, its context or namespace. Opens what was chosen as YAML.
 */
export function findObject(services: Services): Command {
  return async argument => {
    requireTrust();
    await services.kubeconfigs.load();
    const namespace = namespaceRow(argument);
    const kubeContext = namespace?.scope.kubeContext ?? contextOf(argument);
    if (kubeContext !== undefined) await services.sessions.open(kubeContext);
    else if (services.sessions.opened.length === 0) {
      await services.sessions.open((await requireTarget(services)).kubeContext);
    }
    const find = await import('../findObject/findPick.ts');
    const scope = kubeContext && { kubeContext, namespace: namespace?.namespace };
    await showObject(await find.findObject(services, scope));
  };
}
