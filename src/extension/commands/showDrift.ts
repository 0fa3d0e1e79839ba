import { commands, l10n, window } from 'vscode';
import type { Command } from '../command.ts';
import type { KeptDocuments } from '../documents/keptDocuments.ts';
import { compareObject, type PlacedObject } from '../liveLens/drifts.ts';
import { requireSubject } from '../liveLens/lensSubject.ts';
import type { LiveLenses } from '../liveLens/liveLenses.ts';
import type { Manifests } from '../liveLens/manifests.ts';
import { placeObject } from '../liveLens/placeObject.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { UserError } from '../userError.ts';

/**
 * `Kubewright: Compare with Live Object`: asks the server what an apply of the manifest would change, without changing
 * anything, and shows it as a difference.
 */
export function showDrift(
  services: Services,
  manifests: Manifests,
  documents: KeptDocuments<{ readonly text: string }>,
  lenses: Pick<LiveLenses, 'compared'>,
): Command {
  return async argument => {
    requireTrust();
    const subject = await requireSubject(argument, manifests);
    const { target, place } = subject;
    const placed = await placeObject(target, services);
    const json = await manifests.json(place, target);
    if (json === undefined) throw new UserError(l10n.t('{0} is not rendered any more.', target.name));
    const state = await compareObject(placed, json);
    lenses.compared(subject, json, state);
    if (state.is === 'failed') throw state.failure;
    if (state.is !== 'known') return;
    const { drift } = state;
    const { name } = target;
    const context = placed.session.kubeContext.name;
    if (drift.kind === 'absent') {
      void window.showInformationMessage(l10n.t('{0} is not in {1}.', name, placeOf(placed)));
    } else if (drift.kind === 'same') {
      void window.showInformationMessage(
        l10n.t('{0} in {1} is as the manifest says.', name, placeOf(placed)),
      );
    } else {
      const { yamlOf } = await import('../../cluster/objectYaml.ts');
      const live = documents.add(`/${name}.yaml`, 'live', { text: yamlOf(drift.live) });
      const applied = documents.add(`/${name}.yaml`, 'applied', { text: yamlOf(drift.applied) });
      const title = l10n.t('{0}: live in {1} ↔ manifest', name, context);
      await commands.executeCommand('vscode.diff', live, applied, title, { preview: true });
    }
  };
}

function placeOf({ session, namespace }: PlacedObject): string {
  const { name } = session.kubeContext;
  return namespace === undefined ? name : `${name} / ${namespace}`;
}
