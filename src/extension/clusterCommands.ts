import type { Uri } from 'vscode';
import type { ClustersView } from './clusters/clustersView.ts';
import type { Command } from './command.ts';
import { filterObjects, showEverything } from './commands/filterObjects.ts';
import { findObject } from './commands/findObject.ts';
import { openKubeconfig } from './commands/openKubeconfig.ts';
import { openPodLog } from './commands/openPodLog.ts';
import { openTable } from './commands/openTable.ts';
import { openTerminal } from './commands/openTerminal.ts';
import { openYaml } from './commands/openYaml.ts';
import { retry } from './commands/retry.ts';
import { showFailure } from './commands/showFailure.ts';
import { showMoreRows } from './commands/showMoreRows.ts';
import { showNamespaces } from './commands/showNamespaces.ts';
import { showPodLog } from './commands/showPodLog.ts';
import { useContext } from './commands/useContext.ts';
import { useContextInKubectl } from './commands/useContextInKubectl.ts';
import { useNamespace } from './commands/useNamespace.ts';
import type { ResourceTables } from './resourceTable/resourceTables.ts';
import type { Services } from './services.ts';

/** What the commands about clusters and their objects act on. */
export interface ClusterCommandParts {
  readonly clusters: Pick<ClustersView, 'changed'>;
  readonly tables: ResourceTables;
  /** Where files of this extension's own are kept. */
  readonly storage: Uri;
}

/** The commands about clusters and their objects, by their ids. */
export function clusterCommands(
  services: Services,
  { clusters, tables, storage }: ClusterCommandParts,
): Readonly<Record<string, Command>> {
  const { log } = services;
  return {
    'kubewright.filterObjects': filterObjects(services),
    'kubewright.findObject': findObject(services),
    'kubewright.openKubeconfig': openKubeconfig(services),
    'kubewright.openPodLog': openPodLog(services),
    'kubewright.openTable': openTable(services, tables),
    'kubewright.openTerminal': openTerminal(services, storage),
    'kubewright.openYaml': openYaml(),
    'kubewright.retry': retry(services),
    'kubewright.showEverything': showEverything(services),
    'kubewright.showFailure': showFailure(services),
    'kubewright.showLog': () => log.show(),
    'kubewright.showMoreRows': showMoreRows(clusters.changed),
    'kubewright.showNamespaces': showNamespaces(services),
    'kubewright.showPodLog': showPodLog(services),
    'kubewright.tableCopyForKubectl': () => tables.perform('kubectl'),
    'kubewright.tableCopyNames': () => tables.perform('names'),
    'kubewright.tableDelete': () => tables.perform('delete'),
    'kubewright.tableForwardPort': () => tables.perform('forward'),
    'kubewright.tableOpenYaml': () => tables.perform('yaml'),
    'kubewright.tableShowPodLog': () => tables.perform('log'),
    'kubewright.useContext': useContext(services),
    'kubewright.useContextInKubectl': useContextInKubectl(services),
    'kubewright.useNamespace': useNamespace(services),
  };
}
