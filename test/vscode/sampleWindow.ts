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
}

/** A window with the extension on a copy of the sample workspace; everything ends with the running test. */
export async function openSampleWindow(
  options: SampleWindowOptions = {},
): Promise<{ page: Page; folder: string }> {
  const theme = options.theme ?? 'dark';
  const workspace = await createSampleWorkspace();
  onTestFinished(workspace.remove);
  const server = await startServer({
    version: options.version ?? 'latest',
    workspaceTrust: options.workspaceTrust ?? false,
    settings: { ...themeSettings(theme), ...options.settings },
    env: { KUBECONFIG: options.kubeconfig ?? `${workspace.folder}.kubeconfig-that-is-not-there` },
  });
  onTestFinished(server.stop);
  const window = await openWindow(server, {
    folder: workspace.folder,
    theme,
    ...(options.language === undefined ? {} : { language: options.language }),
  });
  onTestFinished(window.close);
  return { page: window.page, folder: workspace.folder };
}
