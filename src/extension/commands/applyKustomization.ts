import { l10n } from 'vscode';
import type { ApplyReports } from '../apply/applyReports.ts';
import { kustomizationSource } from '../apply/applySource.ts';
import { chooseKustomization } from '../apply/chooseKustomization.ts';
import { planSource } from '../apply/planSource.ts';
import { runSource } from '../apply/runSource.ts';
import type { Command } from '../command.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

/** `Kubewright: Apply Kustomization`: builds, tries, asks, and applies what the editor shows to its context. */
export function applyKustomization(services: Services, reports: ApplyReports): Command {
  return async argument => {
    requireTrust();
    const source = await kustomizationSource(await chooseKustomization(argument));
    const title = (name: string, context: string) => l10n.t('Applying {0} to {1}', name, context);
    const planned = await planSource(services, { source, argument, title, asksAboutConflicts: true });
    await runSource(services, reports, planned);
  };
}
