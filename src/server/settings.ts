import type { Connection } from 'vscode-languageserver/node';
import { isFetched } from '../git/cache.ts';
import { buildOptionsFrom, type RawSettings } from '../kustomize/buildSettings.ts';
import { type BuildOptions, defaultOptions } from '../kustomize/options.ts';
import { type KubernetesVersion, parseKubernetesVersion } from '../schema/kubernetes/kubernetesVersion.ts';

/** What of the client's settings is about roots. */
export const settingSections = [
  'kubewright.kustomize',
  'kubewright.kustomizeVersion',
  'kubewright.kubernetesVersion',
];

/** The client's settings for roots. */
export interface Settings {
  /** How a root (real path) is built, by the settings of its folder. */
  buildOptions(root: string): Promise<BuildOptions>;
  /** The release of Kubernetes that a root is for, where a setting says so. */
  kubernetesVersion(root: string): Promise<KubernetesVersion | undefined>;
  /** Whether the user trusts the workspace; until somebody says so, nothing is executed, fetched or read outside. */
  trusted: boolean;
  /** Whether the client answers questions for its configuration. */
  answers: boolean;
  /** Asks anew from now on. */
  forget(): void;
}

/** A folder of the workspace: its real path, and its URI as the client knows it. */
export interface SettingsFolder {
  readonly path: string;
  readonly uri: string;
}

/** What a folder's settings say of builds, and of the cluster that they are for. */
interface Asked {
  readonly build: RawSettings;
  readonly kubernetes: KubernetesVersion | undefined;
}

/** Settings that are asked for once a folder. `folderOf` gives the innermost folder that holds a root. */
export function createSettings(connection: Connection, folderOf: (root: string) => SettingsFolder): Settings {
  const known = new Map<string, Promise<Asked>>();

  function ask(uri: string): Promise<Asked> {
    let answer = known.get(uri);
    if (answer === undefined) {
      answer = connection.workspace
        .getConfiguration(settingSections.map(section => ({ scopeUri: uri, section })))
        .then(
          ([kustomize, kustomizeVersion, kubernetes]): Asked => ({
            build: { kustomizeVersion, ...kustomize },
            kubernetes: typeof kubernetes === 'string' ? parseKubernetesVersion(kubernetes) : undefined,
          }),
        )
        .catch((error: unknown): Asked => {
          connection.console.warn(`The settings of ${uri} are not known: ${String(error)}`);
          known.delete(uri);
          return { build: undefined, kubernetes: undefined };
        });
      known.set(uri, answer);
    }
    return answer;
  }

  return {
    trusted: false,
    answers: false,
    async buildOptions(root) {
      if (isFetched(root, process.env)) return defaultOptions;
      const { path, uri } = folderOf(root);
      const settings = this.answers && this.trusted ? await ask(uri) : undefined;
      return buildOptionsFrom(settings?.build, { path: root.slice(path.length + 1), trusted: this.trusted });
    },
    async kubernetesVersion(root) {
      if (!this.answers) return undefined;
      return (await ask(folderOf(root).uri)).kubernetes;
    },
    forget: () => known.clear(),
  };
}
