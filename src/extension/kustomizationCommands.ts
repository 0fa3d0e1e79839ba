import type { ApplyReports } from './apply/applyReports.ts';
import type { DiffDocuments } from './apply/diffDocuments.ts';
import type { Command } from './command.ts';
import { allow } from './commands/allow.ts';
import { applyKustomization } from './commands/applyKustomization.ts';
import { applyManifests } from './commands/applyManifests.ts';
import { checkKustomization } from './commands/checkKustomization.ts';
import { compareWithDeployed } from './commands/compareWithDeployed.ts';
import { diffKustomization } from './commands/diffKustomization.ts';
import { diffManifests } from './commands/diffManifests.ts';
import { goToLiveObject } from './commands/goToLiveObject.ts';
import { goToManifest } from './commands/goToManifest.ts';
import { rollBackKustomization } from './commands/rollBackKustomization.ts';
import { showDrift } from './commands/showDrift.ts';
import { undeployKustomization } from './commands/undeployKustomization.ts';
import type { KeptDocuments } from './documents/keptDocuments.ts';
import type { KustomizationsView } from './kustomizations/kustomizationsView.ts';
import type { KustomizationServer } from './languageServer.ts';
import type { LiveLenses } from './liveLens/liveLenses.ts';
import type { Manifests } from './liveLens/manifests.ts';
import type { Services } from './services.ts';

/** What the commands about kustomizations and manifests act on. */
export interface KustomizationCommandParts {
  readonly kustomizations: KustomizationServer;
  readonly view: KustomizationsView;
  readonly reports: ApplyReports;
  readonly diffDocuments: DiffDocuments;
  readonly manifests: Manifests;
  readonly drifts: KeptDocuments<{ readonly text: string }>;
  readonly lenses: LiveLenses;
}

/** The commands about kustomizations and manifests, by their ids. */
export function kustomizationCommands(
  services: Services,
  { kustomizations, view, reports, diffDocuments, manifests, drifts, lenses }: KustomizationCommandParts,
): Readonly<Record<string, Command>> {
  return {
    'kubewright.allow': allow,
    'kubewright.applyKustomization': applyKustomization(services, reports),
    'kubewright.applyManifests': applyManifests(services, reports),
    'kubewright.checkKustomization': checkKustomization(view),
    'kubewright.compareWithDeployed': compareWithDeployed(services, diffDocuments),
    'kubewright.diffKustomization': diffKustomization(services, diffDocuments),
    'kubewright.diffManifests': diffManifests(services, diffDocuments),
    'kubewright.fetchAgain': () => kustomizations.fetchAgain(),
    'kubewright.goToLiveObject': goToLiveObject(services, manifests),
    'kubewright.goToManifest': goToManifest(services, kustomizations),
    'kubewright.showApplyReport': () => reports.show(),
    'kubewright.rollBackKustomization': rollBackKustomization(services, reports),
    'kubewright.showDrift': showDrift(services, manifests, drifts, lenses),
    'kubewright.undeployKustomization': undeployKustomization(services, reports),
  };
}
