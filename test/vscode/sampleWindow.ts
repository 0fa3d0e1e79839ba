import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { createSampleWorkspace } from '../demo/workspace.ts';
import { openWindow, type Theme, themeSettings } from './browser.ts';
import { startServer } from './server.ts';
import type { EditorVersion } from './versions.ts';

export interface SampleWindowOptions {
  readonly version?: EditorVersion;
  readonly theme?: Theme;
  readonly language?: string;
  /** The file of the clusters to show; one that does not exist unless given, never the user's own. */
  readonly kubeconfig?: string;
  readonly workspaceTrust?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A folder of the sample workspace to open instead of the whole, or a `.code-workspace` file made by `prepare`. */
  readonly open?: string;
  /** A file of the sample workspace to open in the editor, inside the opened folder or not. */
  readonly file?: string;
  /** Changes the copy of the sample workspace before it is opened. */
  readonly prepare?: (folder: string) => Promise<void>;
  /** Folders of extensions that are installed beside this one, by their identifier. */
  readonly installed?: Readonly<Record<string, string>>;
}

/** A window with the extension on a copy of the sample workspace; everything ends with the running test. */
export async function openSampleWindow(
  options: SampleWindowOptions = {},
): Promise<{ page: Page; folder: string }> {
  const theme = options.theme ?? 'dark';
  const workspace = await createSampleWorkspace();
  onTestFinished(workspace.remove);
  await options.prepare?.(workspace.folder);
  const opened = join(workspace.folder, options.open ?? '.');
  const server = await startServer({
    version: options.version ?? 'latest',
    workspaceTrust: options.workspaceTrust ?? false,
    ...(options.installed === undefined ? {} : { installed: options.installed }),
    settings: { ...themeSettings(theme), ...options.settings },
    env: { KUBECONFIG: options.kubeconfig ?? `${workspace.folder}.kubeconfig-that-is-not-there` },
  });
  onTestFinished(server.stop);
  const window = await openWindow(server, {
    ...(opened.endsWith('.code-workspace') ? { workspace: opened } : { folder: opened }),
    ...(options.file === undefined ? {} : { file: join(workspace.folder, options.file) }),
    theme,
    ...(options.language === undefined ? {} : { language: options.language }),
  });
  onTestFinished(window.close);
  return { page: window.page, folder: workspace.folder };
}
