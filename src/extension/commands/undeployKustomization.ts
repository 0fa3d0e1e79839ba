import { l10n } from 'vscode';
import type { ApplyReports } from '../apply/applyReports.ts';
import { kustomizationSource, setNameOfRoot, sourceOfRoot } from '../apply/applySource.ts';
import { chooseKustomization } from '../apply/chooseKustomization.ts';
import { undeploySource } from '../apply/undeploySource.ts';
import { rowTarget } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { UserError } from '../userError.ts';

/** `Kubewright: Delete What Was Applied`: deletes what earlier applies of the kustomization made, after naming it. */
export function undeployKustomization(services: Services, reports: ApplyReports): Command {
  return async argument => {
    requireTrust();
    const source = await kustomizationSource(await chooseKustomization(argument));
    const { targetFor } = await import('../apply/safetyFacts.ts');
    const row = rowTarget(argument, services.active);
    const { kubeContext, namespace } = row ?? (await targetFor(source, services));
    const session = await services.sessions.open(kubeContext);
    const name = await setNameOfRoot(source.root);
    const { signal: never } = new AbortController();
    const isNamespaceGiven = row !== undefined;
    const found = await undeploySource(services, reports, {
      source,
      session,
      namespace,
      isNamespaceGiven,
      name,
      from: await sourceOfRoot(source.root, never),
    });
    if (!found) {
      throw new UserError(
        l10n.t(
          '{0} has nothing that was applied from {1} so that it could be deleted as a whole.',
          kubeContext.name,
          source.name,
        ),
      );
    }
  };
}
