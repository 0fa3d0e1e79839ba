import type { Connection } from 'vscode-languageserver/node';
import { isFetched } from '../git/cache.ts';
import { buildOptionsFrom, type RawSettings } from '../kustomize/buildSettings.ts';
import { type BuildOptions, defaultOptions } from '../kustomize/options.ts';

/** What of the client's settings is about roots. */
export const settingSections = ['kubewright.kustomize', 'kubewright.kustomizeVersion'];

/** The client's settings for roots. */
export interface Settings {
  /** How a root (real path) is built, by the settings of its folder. */
  buildOptions(root: string): Promise<BuildOptions>;
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

/** Settings that are asked for once a folder. `folderOf` gives the innermost folder that holds a root. */
export function createSettings(connection: Connection, folderOf: (root: string) => SettingsFolder): Settings {
  const known = new Map<string, Promise<RawSettings>>();

  function ask(uri: string): Promise<RawSettings> {
    let answer = known.get(uri);
    if (answer === undefined) {
      answer = connection.workspace
        .getConfiguration(settingSections.map(section => ({ scopeUri: uri, section })))
        .then(([kustomize, kustomizeVersion]): RawSettings => ({ kustomizeVersion, ...kustomize }))
        .catch((error: unknown): RawSettings => {
          connection.console.warn(`The settings of ${uri} are not known: ${String(error)}`);
          known.delete(uri);
          return undefined;
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
      return buildOptionsFrom(settings, { path: root.slice(path.length + 1), trusted: this.trusted });
    },
    forget: () => known.clear(),
  };
}
