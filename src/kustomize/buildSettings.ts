import { parseKustomizeVersion } from '../schema/kustomizeVersion.ts';
import { type BuildOptions, defaultOptions } from './options.ts';

/**
 * The settings that `kubewright.kustomize` holds for a folder, with `kubewright.kustomizeVersion` among them, as they come
 * from an editor: checked by nobody yet.
 */
export type RawSettings = unknown;

/** What a program needs from outside of the settings to read them. */
export interface SettingsContext {
  /** The root's path from the folder that the settings are for, with POSIX separators; empty for the folder itself. */
  readonly path: string;
  /** Where the workspace is not trusted, nothing that its settings allow is. */
  readonly trusted: boolean;
}

/**
 * How a root is built by the settings of its folder. `folders` may say otherwise for directories below, the deepest
 * that holds the root counting most; a value of a wrong type counts as absent.
 */
export function buildOptionsFrom(settings: RawSettings, { path, trusted }: SettingsContext): BuildOptions {
  if (!trusted) return defaultOptions;
  const folders = entriesOf(record(settings)['folders'])
    .map(([folder, values]) => ({ folder: normalized(folder), values: record(values) }))
    .filter(({ folder }) => folder === '' || path === folder || path.startsWith(`${folder}/`))
    .sort((left, right) => right.folder.length - left.folder.length);
  const levels = [...folders.map(({ values }) => values), record(settings)];
  const first = <Value>(name: string, is: (value: unknown) => value is Value) =>
    levels.map(level => level[name]).find(is);
  const command = first('helmCommand', isText) ?? 'helm';
  return {
    ...defaultOptions,
    loadRestrictor: first('loadRestrictor', isText) === 'LoadRestrictionsNone' ? 'none' : 'root-only',
    remote: first('remote', isBoolean) ?? false,
    helm:
      first('enableHelm', isBoolean) === true
        ? { command, apiVersions: [], kubeVersion: '', debug: false }
        : undefined,
    kustomizeVersion: parseKustomizeVersion(first('kustomizeVersion', isText) ?? ''),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return Object.entries(record(value));
}

function normalized(folder: string): string {
  return folder.replaceAll('\\', '/').replace(/^\.?\/+|^\.$|\/+$/g, '');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}
