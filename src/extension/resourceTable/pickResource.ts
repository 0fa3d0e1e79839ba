import { CancellationError, l10n, type QuickPickItem, window } from 'vscode';
import type { Discovery } from '../../cluster/discovery.ts';
import { nameOf } from '../../cluster/kinds/kinds.ts';
import type { ApiResource } from '../../cluster/resource.ts';

interface Choice extends QuickPickItem {
  readonly resource: ApiResource;
}

/** Lets the user choose among all resources that a server lists; rejects with a CancellationError. */
export async function pickResource(context: string, discovery: Promise<Discovery>): Promise<ApiResource> {
  const items = discovery.then(({ resources }) => choices(resources));
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('Choose what of {0} to open as a table', context),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) throw new CancellationError();
  return chosen.resource;
}

/** Each resource once, in the version that its group prefers; only what can be followed. */
function choices(resources: readonly ApiResource[]): Choice[] {
  const seen = new Set<string>();
  return resources
    .filter(resource => {
      const name = nameOf(resource);
      if (seen.has(name) || resource.resource.includes('/')) return false;
      seen.add(name);
      return resource.verbs.includes('list') && resource.verbs.includes('watch');
    })
    .sort((one, other) => one.kind.localeCompare(other.kind, 'en'))
    .map(resource => ({
      label: resource.kind,
      description: [nameOf(resource), ...resource.shortNames].join(' · '),
      resource,
    }));
}
