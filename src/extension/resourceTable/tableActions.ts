import { commands, env, l10n, window } from 'vscode';
import type { Listed } from '../../cluster/kinds/kindQuery.ts';
import type { ListedKind } from '../../cluster/kinds/summary.ts';
import type { RowAction } from '../../webview/resourceTable/protocol.ts';
import type { ClusterSession } from '../clusterSessions.ts';
import type { ClusterScope } from '../clusters/clusterScope.ts';
import type { ObjectNode } from '../clusters/objectNode.ts';
import { showObject } from '../commands/openYaml.ts';
import type { Services } from '../services.ts';
import { kubectlText, namesText } from './copyRows.ts';
import { deleteRows } from './deleteRows.ts';

/** What an action is done to. */
export interface ActionTarget {
  readonly session: ClusterSession;
  readonly scope: ClusterScope;
  readonly kind: ListedKind;
  /** As they are now, in the order of their rows. */
  readonly objects: readonly Listed[];
}

/** The page offers no more at once; a page is not to be trusted with that. */
const manyAtOnce = 10;

/** Does it; commands of the tree get what they would get from a row there. */
export async function performAction(
  action: RowAction,
  { session, scope, kind, objects }: ActionTarget,
  services: Services,
): Promise<void> {
  if (objects.length === 0) return;
  const rows = objects.map(
    (object): Pick<ObjectNode, 'scope' | 'kind' | 'object'> => ({
      scope,
      kind,
      object,
    }),
  );
  switch (action) {
    case 'yaml':
      for (const row of rows.slice(0, manyAtOnce)) await showObject(row, rows.length === 1);
      break;
    case 'log':
      for (const row of rows.slice(0, manyAtOnce))
        await commands.executeCommand('kubewright.showPodLog', row);
      break;
    case 'forward':
      await commands.executeCommand('kubewright.forwardPort', rows[0]);
      break;
    case 'names':
      await copy(namesText(objects.map(({ metadata }) => metadata)), objects.length);
      break;
    case 'kubectl': {
      const named = objects.map(({ metadata }) => metadata);
      await copy(kubectlText(kind.id, named), objects.length);
      break;
    }
    case 'delete':
      await deleteRows(session, kind, objects, services);
      break;
  }
}

async function copy(text: string, count: number): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(l10n.t('Copied names: {0}', count), 3000);
}
