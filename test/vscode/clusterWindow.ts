import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { openWindow, type Theme, themeSettings } from './browser.ts';
import { projectRoot, startServer } from './server.ts';
import { runCommand, screenshot } from './workbench.ts';

export interface ClusterWindowOptions {
  /** The files of KUBECONFIG. */
  readonly kubeconfigs: readonly string[];
  readonly theme?: Theme;
  readonly language?: string;
  readonly workspaceTrust?: boolean;
  /** Room for many rows, since only those on the screen can be read. */
  readonly tall?: boolean;
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Further files of the workspace, by their paths in it. */
  readonly files?: Readonly<Record<string, string>>;
  /** Changes the workspace before it is opened. */
  readonly prepare?: (folder: string) => Promise<void>;
}

export interface ClusterWindow {
  readonly page: Page;
  /** A copy of the sample workspace. */
  readonly folder: string;
}

/** A window on a copy of the sample workspace, with kubeconfigs of its own; ends with the test. */
export async function openClusterWindow(options: ClusterWindowOptions): Promise<ClusterWindow> {
  const theme = options.theme ?? 'dark';
  const parent = await mkdtemp(join(tmpdir(), 'kubewright-window-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const folder = join(parent, 'shop');
  await cp(join(projectRoot, 'test', 'fixtures', 'sampleWorkspace'), folder, { recursive: true });
  for (const [path, text] of Object.entries(options.files ?? {})) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await options.prepare?.(folder);
  const server = await startServer({
    // The text of a terminal on the GPU cannot be read.
    settings: {
      ...themeSettings(theme),
      'terminal.integrated.gpuAcceleration': 'off',
      ...options.settings,
    },
    workspaceTrust: options.workspaceTrust ?? false,
    env: { KUBECONFIG: options.kubeconfigs.join(delimiter), HOME: parent },
  });
  onTestFinished(() => server.stop());
  const { language = 'en' } = options;
  const window = await openWindow(server, {
    folder,
    theme,
    language,
    ...(options.tall ? { size: { width: 1280, height: 1800 } } : {}),
  });
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await screenshotAt(window.page, task.name);
    await window.close();
  });
  return { page: window.page, folder };
}

/** What was to be seen when a test failed. */
async function screenshotAt(page: Page, test: string): Promise<void> {
  await screenshot(page, picture(`failed-${test.replaceAll(/[^\w]+/g, '-').slice(0, 60)}`));
}

/** Shows the extension's views; waits for that of the clusters. */
export async function showClusters(page: Page): Promise<void> {
  await runCommand(page, 'View: Show Kubewright');
  await page.locator('.pane-header h3.title', { hasText: /^Clusters$/i }).waitFor();
}

/** Where a picture of the editor goes. */
export function picture(name: string): string {
  return join(projectRoot, 'test', 'results', 'vscode', `${name}.png`);
}

/** A context in a kubeconfig written by hand. */
export interface WrittenContext {
  readonly name: string;
  readonly server: string;
  /** PEM; plain http where absent. */
  readonly certificate?: string;
  readonly token?: string;
  /** A user entry that the file does not have. */
  readonly userName?: string;
  readonly namespace?: string;
  /** The name that the server's certificate has, where it is reached by another. */
  readonly tlsServerName?: string;
  /** Runs this program for credentials. */
  readonly exec?: {
    readonly command: string;
    readonly args: readonly string[];
    /** `Never` where absent. */
    readonly interactiveMode?: string;
  };
}

/** Writes a kubeconfig into a folder of its own; gives its path. JSON is YAML too. */
export async function writeContexts(contexts: readonly WrittenContext[], current?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-kubeconfig-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'config');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    ...(current === undefined ? {} : { 'current-context': current }),
    clusters: contexts.map(({ name, server, certificate, tlsServerName }) => ({
      name,
      cluster: {
        server,
        ...(tlsServerName === undefined ? {} : { 'tls-server-name': tlsServerName }),
        ...(certificate === undefined
          ? {}
          : { 'certificate-authority-data': Buffer.from(certificate).toString('base64') }),
      },
    })),
    users: contexts.map(({ name, token, exec }) => ({
      name,
      user: {
        ...(token === undefined ? {} : { token }),
        ...(exec === undefined
          ? {}
          : { exec: { apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never', ...exec } }),
      },
    })),
    contexts: contexts.map(({ name, userName, namespace }) => ({
      name,
      context: {
        cluster: name,
        user: userName ?? name,
        ...(namespace === undefined ? {} : { namespace }),
      },
    })),
  };
  await writeFile(file, JSON.stringify(config, null, 2), { mode: 0o600 });
  return file;
}
