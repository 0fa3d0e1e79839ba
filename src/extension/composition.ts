import { type Disposable, type ExtensionContext, env, window } from 'vscode';
import { textIn } from '../messages/text.ts';
import { createActiveContext } from './activeContext.ts';
import { createApplyReports } from './apply/applyReports.ts';
import { createDiffDocuments } from './apply/diffDocuments.ts';
import { createClusterDefinitions } from './clusterDefinitions.ts';
import { createClusterFilters } from './clusterFilters.ts';
import { createClusterSessions } from './clusterSessions.ts';
import { createClustersView } from './clusters/clustersView.ts';
import { registerCommands } from './command.ts';
import { allow } from './commands/allow.ts';
import { applyKustomization } from './commands/applyKustomization.ts';
import { applyManifests } from './commands/applyManifests.ts';
import { checkKustomization } from './commands/checkKustomization.ts';
import { compareWithDeployed } from './commands/compareWithDeployed.ts';
import { copyForwardAddress } from './commands/copyForwardAddress.ts';
import { diffKustomization } from './commands/diffKustomization.ts';
import { diffManifests } from './commands/diffManifests.ts';
import { filterObjects, showEverything } from './commands/filterObjects.ts';
import { findObject } from './commands/findObject.ts';
import { forwardPort } from './commands/forwardPort.ts';
import { goToLiveObject } from './commands/goToLiveObject.ts';
import { goToManifest } from './commands/goToManifest.ts';
import { openForward } from './commands/openForward.ts';
import { openKubeconfig } from './commands/openKubeconfig.ts';
import { openPodLog } from './commands/openPodLog.ts';
import { openTable } from './commands/openTable.ts';
import { openTerminal } from './commands/openTerminal.ts';
import { openYaml } from './commands/openYaml.ts';
import { retry } from './commands/retry.ts';
import { rollBackKustomization } from './commands/rollBackKustomization.ts';
import { showDrift } from './commands/showDrift.ts';
import { showFailure } from './commands/showFailure.ts';
import { showMoreRows } from './commands/showMoreRows.ts';
import { showNamespaces } from './commands/showNamespaces.ts';
import { showPodLog } from './commands/showPodLog.ts';
import { stopForward } from './commands/stopForward.ts';
import { undeployKustomization } from './commands/undeployKustomization.ts';
import { useContext } from './commands/useContext.ts';
import { useContextInKubectl } from './commands/useContextInKubectl.ts';
import { useNamespace } from './commands/useNamespace.ts';
import { createDisposableStore } from './disposableStore.ts';
import { keepDocuments } from './documents/keptDocuments.ts';
import { serveLogDocuments } from './documents/logDocuments.ts';
import { serveObjectDocuments } from './documents/objectDocuments.ts';
import { createKubeconfigs } from './kubeconfigs.ts';
import { createKustomizationList } from './kustomizations/kustomizationList.ts';
import { createKustomizationsView } from './kustomizations/kustomizationsView.ts';
import { serveRevisionDocuments } from './kustomizations/revisionDocuments.ts';
import { serveKustomizations } from './languageServer.ts';
import { serveLiveLenses } from './liveLens/liveLenses.ts';
import { createManifests } from './liveLens/manifests.ts';
import { createPluginHost } from './plugins/pluginHost.ts';
import { createForwardList } from './portForwards/forwardList.ts';
import { createForwardsView } from './portForwards/forwardsView.ts';
import { createResourceTables } from './resourceTable/resourceTables.ts';
import { serveRulePages } from './rulePages.ts';
import type { Services } from './services.ts';
import { createStatusBar } from './statusBar.ts';
import { quietYamlExtension } from './yamlExtension.ts';

/**
 * Builds everything the extension is made of; the result takes it all down. Nothing here reads a kubeconfig or loads
 * the cluster room: that happens when a view is seen or a command needs it.
 */
export function compose(context: ExtensionContext): Disposable {
  const store = createDisposableStore();
  const log = store.add(window.createOutputChannel('Kubewright', { log: true }));
  const textOf = textIn(env.language);
  const kubeconfigs = store.add(createKubeconfigs());
  const active = store.add(createActiveContext(context.workspaceState, kubeconfigs));
  const sessions = store.add(createClusterSessions(kubeconfigs, createPluginHost()));
  const filters = store.add(createClusterFilters(context.workspaceState));
  const forwards = store.add(createForwardList());
  const services: Services = { log, textOf, kubeconfigs, active, sessions, filters, forwards };

  store.add(createStatusBar(active, kubeconfigs));
  const clusters = store.add(createClustersView(services));
  const tables = store.add(createResourceTables(context, services));
  store.add(createForwardsView(forwards, textOf));
  store.add(serveObjectDocuments(services));
  store.add(serveLogDocuments(services));
  const diffDocuments = store.add(createDiffDocuments());
  const reports = store.add(createApplyReports());
  const cluster = createClusterDefinitions(active, sessions, log);
  const list = store.add(createKustomizationList());
  const kustomizations = store.add(
    serveKustomizations(context.extensionUri, context.extension.id, cluster, log, list.tell),
  );
  const view = store.add(createKustomizationsView({ ...services, list, server: kustomizations }));
  store.add(serveRevisionDocuments());
  const manifests = createManifests(kustomizations);
  const lenses = store.add(serveLiveLenses(services, manifests));
  const drifts = store.add(keepDocuments<{ readonly text: string }>('kubewright-drift'));
  store.add(serveRulePages(context.extensionUri));
  store.add(quietYamlExtension(log));
  store.add(
    registerCommands(
      {
        'kubewright.allow': allow,
        'kubewright.applyKustomization': applyKustomization(services, reports),
        'kubewright.applyManifests': applyManifests(services, reports),
        'kubewright.checkKustomization': checkKustomization(view),
        'kubewright.compareWithDeployed': compareWithDeployed(services, diffDocuments),
        'kubewright.copyForwardAddress': copyForwardAddress(services),
        'kubewright.diffKustomization': diffKustomization(services, diffDocuments),
        'kubewright.diffManifests': diffManifests(services, diffDocuments),
        'kubewright.fetchAgain': () => kustomizations.fetchAgain(),
        'kubewright.filterObjects': filterObjects(services),
        'kubewright.findObject': findObject(services),
        'kubewright.forwardPort': forwardPort(services),
        'kubewright.goToLiveObject': goToLiveObject(services, manifests),
        'kubewright.goToManifest': goToManifest(services, kustomizations),
        'kubewright.openForward': openForward(services),
        'kubewright.openKubeconfig': openKubeconfig(services),
        'kubewright.openPodLog': openPodLog(services),
        'kubewright.openTable': openTable(services, tables),
        'kubewright.openTerminal': openTerminal(services, context.globalStorageUri),
        'kubewright.openYaml': openYaml(),
        'kubewright.retry': retry(services),
        'kubewright.showApplyReport': () => reports.show(),
        'kubewright.rollBackKustomization': rollBackKustomization(services, reports),
        'kubewright.showDrift': showDrift(services, manifests, drifts, lenses),
        'kubewright.showEverything': showEverything(services),
        'kubewright.showFailure': showFailure(services),
        'kubewright.showLog': () => log.show(),
        'kubewright.showMoreRows': showMoreRows(clusters.changed),
        'kubewright.showNamespaces': showNamespaces(services),
        'kubewright.showPodLog': showPodLog(services),
        'kubewright.stopForward': stopForward(services),
        'kubewright.tableCopyForKubectl': () => tables.perform('kubectl'),
        'kubewright.tableCopyNames': () => tables.perform('names'),
        'kubewright.tableDelete': () => tables.perform('delete'),
        'kubewright.tableForwardPort': () => tables.perform('forward'),
        'kubewright.tableOpenYaml': () => tables.perform('yaml'),
        'kubewright.tableShowPodLog': () => tables.perform('log'),
        'kubewright.undeployKustomization': undeployKustomization(services, reports),
        'kubewright.useContext': useContext(services),
        'kubewright.useContextInKubectl': useContextInKubectl(services),
        'kubewright.useNamespace': useNamespace(services),
      },
      services,
    ),
  );
  return store;
}
