import { type Browser, chromium, type Page } from 'playwright-core';
import { prepareChromium } from './chromium.ts';
import { projectRoot, type Server } from './server.ts';

export type Theme = 'light' | 'dark' | 'high-contrast';

const themes: Readonly<Record<Theme, string>> = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
};

export interface WindowOptions {
  /** Absolute path of the folder to open. */
  readonly folder?: string;
  /** Absolute path of the `.code-workspace` file to open instead. */
  readonly workspace?: string;
  /** Absolute path of a file to open in the editor; it may lie outside of every folder. */
  readonly file?: string;
  /** Folders of extensions under development; the project itself unless given. */
  readonly extensions?: readonly string[];
  /** A test suite that the extension host runs, see {@link EditorWindow.suiteExit}. */
  readonly extensionTests?: string;
  readonly theme?: Theme;
  /** Display language, for instance `ko`; English unless given. */
  readonly language?: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** Receives what the workbench and the extension host print. */
  readonly onConsole?: (type: string, text: string) => void;
}

/** A VS Code window in Chromium; whoever opened it closes it. */
export interface EditorWindow {
  readonly page: Page;
  /** The exit code of `extensionTests`; never settles without one. */
  readonly suiteExit: Promise<number>;
  close(): Promise<void>;
}

const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whatever the workbench would fetch from elsewhere: tests send traffic to this machine only.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** Settings for a theme, to be given to the server that a window of that theme opens on. */
export function themeSettings(theme: Theme): Record<string, unknown> {
  return { 'workbench.colorTheme': themes[theme], 'window.autoDetectHighContrast': false };
}

/** Opens a window on a running server and waits until its workbench is drawn. */
export async function openWindow(server: Server, options: WindowOptions = {}): Promise<EditorWindow> {
  const browser = await chromium.launch({ executablePath: await prepareChromium(), args: quietFlags });
  try {
    return await open(browser, server, options);
  } catch (error) {
    await browser.close();
    throw new Error(`The VS Code window did not open. The server's log ends:\n${server.logTail()}`, {
      cause: error,
    });
  }
}

async function open(browser: Browser, server: Server, options: WindowOptions): Promise<EditorWindow> {
  const language = options.language ?? 'en';
  const page = await browser.newPage({
    viewport: options.size ?? { width: 1280, height: 800 },
    colorScheme: options.theme === 'light' ? 'light' : 'dark',
    locale: language,
  });
  page.on('console', message => options.onConsole?.(message.type(), message.text()));
  const suiteExit = new Promise<number>(resolve => page.exposeFunction('codeAutomationExit', resolve));
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) =>
    options.onConsole?.(type, args.map(String).join(' ')),
  );
  if (language !== 'en') await page.addInitScript(setLanguage, language);
  await page.goto(windowAddress(server, options), { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 60_000 });
  return { page, suiteExit, close: () => browser.close() };
}

/** The workbench takes its language, and that of its extensions, from this global, which a language pack sets. */
function setLanguage(language: string): void {
  Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => language, set: () => {} });
}

/** The address of a window: the folder, and the payload that makes it one for extension development. */
export function windowAddress(server: Server, options: WindowOptions): string {
  const remote = (path: string) => `vscode-remote://${server.authority}${encodeURI(path)}`;
  const payload: [string, string][] = [['skipWelcome', 'true']];
  for (const extension of options.extensions ?? [projectRoot]) {
    payload.push(['extensionDevelopmentPath', remote(extension)]);
  }
  if (options.extensionTests !== undefined)
    payload.push(['extensionTestsPath', remote(options.extensionTests)]);
  if (options.file !== undefined) payload.push(['openFile', remote(options.file)]);
  const query = new URLSearchParams();
  if (options.workspace !== undefined) query.set('workspace', options.workspace);
  else if (options.folder !== undefined) query.set('folder', options.folder);
  else query.set('ew', 'true');
  query.set('payload', JSON.stringify(payload));
  return `${server.address}/?${query}`;
}
