import { type Disposable, type ExtensionContext, env, window } from 'vscode';
import { textIn } from '../messages/text.ts';
import { createActiveContext } from './activeContext.ts';
import { createClusterDefinitions } from './clusterDefinitions.ts';
import { createClusterSessions } from './clusterSessions.ts';
import { createClustersView } from './clusters/clustersView.ts';
import { registerCommands } from './command.ts';
import { allow } from './commands/allow.ts';
import { applyKustomization } from './commands/applyKustomization.ts';
import { copyForwardAddress } from './commands/copyForwardAddress.ts';
import { forwardPort } from './commands/forwardPort.ts';
import { openForward } from './commands/openForward.ts';
import { openKubeconfig } from './commands/openKubeconfig.ts';
import { openPodLog } from './commands/openPodLog.ts';
import { openTerminal } from './commands/openTerminal.ts';
import { openYaml } from './commands/openYaml.ts';
import { retry } from './commands/retry.ts';
import { showFailure } from './commands/showFailure.ts';
import { showPodLog } from './commands/showPodLog.ts';
import { stopForward } from './commands/stopForward.ts';
import { useContext } from './commands/useContext.ts';
import { useNamespace } from './commands/useNamespace.ts';
import { createDisposableStore } from './disposableStore.ts';
import { serveLogDocuments } from './documents/logDocuments.ts';
import { serveObjectDocuments } from './documents/objectDocuments.ts';
import { createKubeconfigs } from './kubeconfigs.ts';
import { serveKustomizations } from './languageServer.ts';
import { createForwardList } from './portForwards/forwardList.ts';
import { createForwardsView } from './portForwards/forwardsView.ts';
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
  const sessions = store.add(createClusterSessions(kubeconfigs));
  const forwards = store.add(createForwardList());
  const services: Services = { log, textOf, kubeconfigs, active, sessions, forwards };

  store.add(createStatusBar(active, kubeconfigs));
  store.add(createClustersView(services));
  store.add(createForwardsView(forwards, textOf));
  store.add(serveObjectDocuments(services));
  store.add(serveLogDocuments(services));
  const cluster = createClusterDefinitions(active, sessions, log);
  const kustomizations = store.add(
    serveKustomizations(context.extensionUri, context.extension.id, cluster, log),
  );
  store.add(serveRulePages(context.extensionUri));
  store.add(quietYamlExtension(log));
  store.add(
    registerCommands(
      {
        'kubewright.allow': allow,
        'kubewright.applyKustomization': applyKustomization(services),
        'kubewright.copyForwardAddress': copyForwardAddress(services),
        'kubewright.fetchAgain': () => kustomizations.fetchAgain(),
        'kubewright.forwardPort': forwardPort(services),
        'kubewright.openForward': openForward(services),
        'kubewright.openKubeconfig': openKubeconfig(services),
        'kubewright.openPodLog': openPodLog(services),
        'kubewright.openTerminal': openTerminal(services, context.globalStorageUri),
        'kubewright.openYaml': openYaml(),
        'kubewright.retry': retry(services),
        'kubewright.showFailure': showFailure(services),
        'kubewright.showLog': () => log.show(),
        'kubewright.showPodLog': showPodLog(services),
        'kubewright.stopForward': stopForward(services),
        'kubewright.useContext': useContext(services),
        'kubewright.useNamespace': useNamespace(services),
      },
      services,
    ),
  );
  return store;
}
