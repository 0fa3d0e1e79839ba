import type { ListedKind } from '../../cluster/kinds/summary.ts';
import type { KubeContext } from '../../cluster/kubeconfig/kubeconfig.ts';
import { kindRow } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import { requireTarget } from '../requireTarget.ts';
import type { ResourceTables } from '../resourceTable/resourceTables.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

/** `Kubewright: Open as Table`: all objects of a kind of the tree, or of one that the active context serves. */
export function openTable(services: Services, tables: ResourceTables): Command {
  return async argument => {
    requireTrust();
    const row = kindRow(argument);
    const { kubeContext, kind } =
      row === undefined
        ? await askKind(services)
        : { kubeContext: row.scope.kubeContext, kind: row.listedKind };
    const { id, namespaced } = kind;
    await tables.open({ context: kubeContext.name, ...id, kind: kind.kind, namespaced }, kind);
  };
}

async function askKind(services: Services): Promise<{ kubeContext: KubeContext; kind: ListedKind }> {
  const { kubeContext } = await requireTarget(services);
  const [{ discovery }, { pickResource }, { kindOf }] = await Promise.all([
    services.sessions.open(kubeContext),
    import('../resourceTable/pickResource.ts'),
    import('../../cluster/kinds/kinds.ts'),
  ]);
  return { kubeContext, kind: kindOf(await pickResource(kubeContext.name, discovery.discover())) };
}
