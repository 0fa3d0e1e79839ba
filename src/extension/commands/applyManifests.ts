import { l10n } from 'vscode';
import type { ApplyReports } from '../apply/applyReports.ts';
import { manifestSource } from '../apply/manifestSource.ts';
import { planSource } from '../apply/planSource.ts';
import { runSource } from '../apply/runSource.ts';
import type { Command } from '../command.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

/** `Kubewright: Apply Manifests`: the same for files and folders without a kustomization, or the selected text. */
export function applyManifests(services: Services, reports: ApplyReports): Command {
  return async (argument, all) => {
    requireTrust();
    const source = await manifestSource(argument, all);
    const title = (name: string, context: string) => l10n.t('Applying {0} to {1}', name, context);
    const planned = await planSource(services, { source, argument, title, asksAboutConflicts: true });
    await runSource(services, reports, planned);
  };
}
