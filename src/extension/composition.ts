import { type Disposable, type ExtensionContext, env, window } from 'vscode';
import { textIn } from '../messages/text.ts';
import { createActiveContext } from './activeContext.ts';
import { createApplyReports } from './apply/applyReports.ts';
import { createDiffDocuments } from './apply/diffDocuments.ts';
import { clusterCommands } from './clusterCommands.ts';
import { createClusterDefinitions } from './clusterDefinitions.ts';
import { createClusterFilters } from './clusterFilters.ts';
import { createClusterSessions } from './clusterSessions.ts';
import { createClustersView } from './clusters/clustersView.ts';
import { registerCommands, showFailure } from './command.ts';
import { createDisposableStore } from './disposableStore.ts';
import { keepDocuments } from './documents/keptDocuments.ts';
import { serveLogDocuments } from './documents/logDocuments.ts';
import { serveObjectDocuments } from './documents/objectDocuments.ts';
import { forwardCommands } from './forwardCommands.ts';
import { createKubeconfigs } from './kubeconfigs.ts';
import { kustomizationCommands } from './kustomizationCommands.ts';
import { createKustomizationList } from './kustomizations/kustomizationList.ts';
import { createKustomizationsView } from './kustomizations/kustomizationsView.ts';
import { serveRevisionDocuments } from './kustomizations/revisionDocuments.ts';
import { serveKustomizations } from './languageServer.ts';
import { serveLiveLenses } from './liveLens/liveLenses.ts';
import { createManifests } from './liveLens/manifests.ts';
import { createPluginHost } from './plugins/pluginHost.ts';
import { createDeclaredForwards } from './portForwards/declaredForwards.ts';
import { keepEnvironmentFiles } from './portForwards/environmentFiles.ts';
import { createExposureConsent } from './portForwards/exposureConsent.ts';
import { serveForwardLenses } from './portForwards/forwardLenses.ts';
import { createForwardList } from './portForwards/forwardList.ts';
import { createForwardsView } from './portForwards/forwardsView.ts';
import { serveForwardTasks } from './portForwards/forwardTasks.ts';
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
  const forwardFailed = (error: unknown) => void showFailure(error, 'port-forwards', services);
  const consent = createExposureConsent(context.workspaceState);
  const declared = store.add(createDeclaredForwards({ ...services, consent }, forwardFailed));
  store.add(keepEnvironmentFiles(forwards, forwardFailed));
  store.add(serveForwardTasks(declared, services));
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
  store.add(serveForwardLenses(services, manifests));
  const drifts = store.add(keepDocuments<{ readonly text: string }>('kubewright-drift'));
  store.add(serveRulePages(context.extensionUri));
  store.add(quietYamlExtension(log));
  store.add(
    registerCommands(
      {
        ...clusterCommands(services, { clusters, tables, storage: context.globalStorageUri }),
        ...kustomizationCommands(services, {
          kustomizations,
          view,
          reports,
          diffDocuments,
          manifests,
          drifts,
          lenses,
        }),
        ...forwardCommands(services, declared, manifests),
      },
      services,
    ),
  );
  return store;
}
