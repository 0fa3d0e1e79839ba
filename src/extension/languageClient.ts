import { l10n, Uri, workspace } from 'vscode';
import { LanguageClient, State, TransportKind } from 'vscode-languageclient/node';
import type { ClusterDefinitions, ToldCluster } from './clusterDefinitions.ts';
import { markKustomizationFolders } from './kustomizationFolders.ts';
import type { ToldKustomization } from './kustomizations/kustomizationList.ts';
import { rulePagesBase } from './rulePages.ts';

/** A server that ends more often than this within three minutes stays ended. */
const maxRestarts = 4;

interface ToldKustomizations {
  readonly directories: readonly string[];
  readonly kustomizations: readonly ToldKustomization[];
}

/** A language server that runs. */
export interface RunningServer {
  /** Lets everything that was fetched be fetched again. */
  fetchAgain(): Promise<void>;
  /** Asks what the protocol does not have. */
  request<T>(method: string, params: object): Promise<T>;
  stop(): Promise<void>;
}

/**
 * Starts `dist/server.js` in a process of its own and connects the editor to it. All YAML and JSON on disk is
 * synchronized, and what generators like to read, since unsaved edits count. The caller stops it.
 */
export async function startLanguageClient(
  extension: Uri,
  extensionId: string,
  cluster: ClusterDefinitions,
  onKustomizations: (told: readonly ToldKustomization[]) => void,
): Promise<RunningServer> {
  const module = Uri.joinPath(extension, 'dist', 'server.js').fsPath;
  const server = { module, transport: TransportKind.ipc };
  const client = new LanguageClient(
    'kubewright',
    l10n.t('Kubewright Language Server'),
    { run: server, debug: server },
    {
      documentSelector: ['yaml', 'json', 'properties', 'dotenv', 'ini'].map(language => ({
        scheme: 'file',
        language,
      })),
      connectionOptions: { maxRestartCount: maxRestarts },
      // A server that starts again asks again.
      initializationOptions: () => ({
        trusted: workspace.isTrusted,
        commands: true,
        kustomizations: true,
        suggestCommand: 'editor.action.triggerSuggest',
        rulePages: rulePagesBase(extensionId),
      }),
    },
  );
  client.onNotification(
    'kubewright/kustomizations',
    ({ directories, kustomizations }: ToldKustomizations) => {
      onKustomizations(kustomizations);
      return markKustomizationFolders(directories);
    },
  );
  client.onRequest('kubewright/definitions', ({ kinds }: { kinds: readonly string[] }) => cluster.of(kinds));
  await client.start();
  const trust = workspace.onDidGrantWorkspaceTrust(() => client.sendNotification('kubewright/trusted'));
  let told: ToldCluster = {};
  const tell = () => client.sendNotification('kubewright/cluster', told);
  const following = cluster.follow(next => {
    told = next;
    if (client.state === State.Running) void tell();
  });
  // A server that starts again knows of none.
  const restarts = client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) void tell();
  });
  return {
    fetchAgain: () => client.sendNotification('kubewright/fetchAgain'),
    request: (method, params) => client.sendRequest(method, params),
    stop() {
      trust.dispose();
      following.dispose();
      restarts.dispose();
      return client.dispose();
    },
  };
}
