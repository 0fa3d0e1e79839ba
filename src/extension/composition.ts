import { type Disposable, type ExtensionContext, env, window } from 'vscode';
import { textIn } from '../messages/text.ts';
import { createActiveContext } from './activeContext.ts';
import { createDiffDocuments } from './apply/diffDocuments.ts';
import { createClusterFilters } from './clusterFilters.ts';
import { createClusterSessions } from './clusterSessions.ts';
import { createClustersView } from './clusters/clustersView.ts';
import { registerCommands, showFailure } from './command.ts';
import { allow } from './commands/allow.ts';
import { applyKustomization } from './commands/applyKustomization.ts';
import { copyForwardAddress } from './commands/copyForwardAddress.ts';
import { diffKustomization } from './commands/diffKustomization.ts';
import { filterObjects, showEverything } from './commands/filterObjects.ts';
import { findObject } from './commands/findObject.ts';
import { forwardManifestPort } from './commands/forwardManifestPort.ts';
import { forwardPort } from './commands/forwardPort.ts';
import { goToLiveObject } from './commands/goToLiveObject.ts';
import { goToManifest } from './commands/goToManifest.ts';
import { copyForwardEnvironment, localPort, startDeclaredForwards } from './commands/localPort.ts';
import { openForward, openForwardInEditor } from './commands/openForward.ts';
import { openKubeconfig } from './commands/openKubeconfig.ts';
import { openPodLog } from './commands/openPodLog.ts';
import { openTerminal } from './commands/openTerminal.ts';
import { openYaml } from './commands/openYaml.ts';
import { retry } from './commands/retry.ts';
import { runWithForwards } from './commands/runWithForwards.ts';
import { showDrift } from './commands/showDrift.ts';
import { showFailure as showFailureCommand } from './commands/showFailure.ts';
import { showMoreRows } from './commands/showMoreRows.ts';
import { showNamespaces } from './commands/showNamespaces.ts';
import { showPodLog } from './commands/showPodLog.ts';
import { restartForward, startStoppedForward, stopForward } from './commands/stopForward.ts';
import { useContext } from './commands/useContext.ts';
import { useNamespace } from './commands/useNamespace.ts';
import { createDisposableStore } from './disposableStore.ts';
import { keepDocuments } from './documents/keptDocuments.ts';
import { serveLogDocuments } from './documents/logDocuments.ts';
import { serveObjectDocuments } from './documents/objectDocuments.ts';
import { createKubeconfigs } from './kubeconfigs.ts';
import { markKustomizationFolders } from './kustomizationFolders.ts';
import { serveKustomizations } from './languageServer.ts';
import { serveLiveLenses } from './liveLens/liveLenses.ts';
import { createManifests } from './liveLens/manifests.ts';
import { createPluginHost } from './plugins/pluginHost.ts';
import { createDeclaredForwards } from './portForwards/declaredForwards.ts';
import { keepEnvironmentFiles } from './portForwards/environmentFiles.ts';
import { serveForwardLenses } from './portForwards/forwardLenses.ts';
import { createForwardList } from './portForwards/forwardList.ts';
import { createForwardsView } from './portForwards/forwardsView.ts';
import { serveForwardTasks } from './portForwards/forwardTasks.ts';
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
  store.add(createForwardsView(forwards, textOf));
  const forwardFailed = (error: unknown) => void showFailure(error, 'port-forwards', services);
  const declared = store.add(createDeclaredForwards(services, forwardFailed));
  store.add(keepEnvironmentFiles(forwards, forwardFailed));
  store.add(serveForwardTasks(declared));
  store.add(markKustomizationFolders());
  store.add(serveObjectDocuments(services));
  store.add(serveLogDocuments(services));
  const diffDocuments = store.add(createDiffDocuments());
  const kustomizations = store.add(serveKustomizations(context.extensionUri, context.extension.id, log));
  const manifests = createManifests(kustomizations);
  const lenses = store.add(serveLiveLenses(services, manifests));
  store.add(serveForwardLenses(services, manifests));
  const drifts = store.add(keepDocuments<{ readonly text: string }>('kubewright-drift'));
  store.add(serveRulePages(context.extensionUri));
  store.add(quietYamlExtension(log));
  store.add(
    registerCommands(
      {
        'kubewright.allow': allow,
        'kubewright.applyKustomization': applyKustomization(services),
        'kubewright.copyForwardAddress': copyForwardAddress(services),
        'kubewright.copyForwardEnvironment': copyForwardEnvironment(services),
        'kubewright.diffKustomization': diffKustomization(services, diffDocuments),
        'kubewright.fetchAgain': () => kustomizations.fetchAgain(),
        'kubewright.filterObjects': filterObjects(services),
        'kubewright.findObject': findObject(services),
        'kubewright.forwardManifestPort': forwardManifestPort(services, manifests),
        'kubewright.forwardPort': forwardPort(services),
        'kubewright.goToLiveObject': goToLiveObject(services, manifests),
        'kubewright.goToManifest': goToManifest(services, kustomizations),
        'kubewright.localPort': localPort(declared),
        'kubewright.openForward': openForward(services),
        'kubewright.openForwardInEditor': openForwardInEditor(services),
        'kubewright.openKubeconfig': openKubeconfig(services),
        'kubewright.openPodLog': openPodLog(services),
        'kubewright.openTerminal': openTerminal(services, context.globalStorageUri),
        'kubewright.openYaml': openYaml(),
        'kubewright.restartForward': restartForward(services),
        'kubewright.retry': retry(services),
        'kubewright.runWithForwards': runWithForwards(declared),
        'kubewright.showDrift': showDrift(services, manifests, drifts, lenses),
        'kubewright.showEverything': showEverything(services),
        'kubewright.showFailure': showFailureCommand(services),
        'kubewright.showLog': () => log.show(),
        'kubewright.showMoreRows': showMoreRows(clusters.changed),
        'kubewright.showNamespaces': showNamespaces(services),
        'kubewright.showPodLog': showPodLog(services),
        'kubewright.startDeclaredForwards': startDeclaredForwards(declared),
        'kubewright.startForward': startStoppedForward(services),
        'kubewright.stopForward': stopForward(services),
        'kubewright.useContext': useContext(services),
        'kubewright.useNamespace': useNamespace(services),
      },
      services,
    ),
  );
  return store;
}
