import { spawn } from 'node:child_process';
import { openWindow, themeSettings, windowAddress } from '../vscode/browser.ts';
import { prepareServer } from '../vscode/prepare.ts';
import { projectRoot, type Server, startServer } from '../vscode/server.ts';
import { screenshot } from '../vscode/workbench.ts';
import { type DemoCluster, hasKubeconfig, startDemoCluster } from './cluster.ts';
import { findDesktopCode, openDesktop } from './desktop.ts';
import { demoOverview, showOverview } from './overview.ts';
import { createSampleWorkspace } from './workspace.ts';

const usage = `Usage: npm start [-- --screenshot FILE]

Opens VS Code with the extension on a sample workspace. Where you have no kubeconfig
(neither KUBECONFIG nor ~/.kube/config) a demo cluster is started beside it.

  --screenshot FILE   write a picture of the editor with everything in it, then end
`;

/** What has been started so far, ended in the opposite order. */
const started: (() => Promise<void>)[] = [];

async function main(args: readonly string[]): Promise<number> {
  const picture = screenshotFile(args);
  if (picture === 'usage') {
    console.error(usage);
    return 2;
  }
  await build();
  const workspace = await createSampleWorkspace();
  started.push(workspace.remove);
  const cluster = (await hasKubeconfig()) ? undefined : await startDemoCluster(reportCluster);
  if (cluster !== undefined) started.push(cluster.stop);
  const env: Record<string, string> = cluster === undefined ? {} : { KUBECONFIG: cluster.kubeconfig };
  cluster?.ready.catch(error => console.error(`Demo cluster: ${messageOf(error)}`));

  const code = picture === undefined ? await findDesktopCode() : undefined;
  if (code !== undefined) {
    console.log(`VS Code opens ${workspace.folder}. Close its window, or press Ctrl-C, to end the demo.`);
    await openDesktop(code, workspace.folder, env);
    return 0;
  }
  await prepareServer('latest');
  const server = await startServer({
    env,
    testDriver: picture !== undefined,
    settings: themeSettings('dark'),
  });
  started.push(server.stop);
  if (picture !== undefined) {
    await takePicture(server, workspace.folder, cluster, picture);
    return 0;
  }
  console.log(
    `\nVS Code is at\n\n  ${windowAddress(server, { folder: workspace.folder })}\n\nCtrl-C ends it.\n`,
  );
  await new Promise(() => {});
  return 0;
}

/** The file of `--screenshot FILE`, undefined without it, `usage` for anything else. */
function screenshotFile(args: readonly string[]): string | undefined {
  const [option, file, ...more] = args;
  if (option === undefined) return undefined;
  return option === '--screenshot' && file !== undefined && more.length === 0 ? file : 'usage';
}

async function takePicture(server: Server, folder: string, cluster: DemoCluster | undefined, file: string) {
  await cluster?.ready;
  const window = await openWindow(server, { folder, theme: 'dark' });
  started.push(window.close);
  const overview = await showOverview(
    window.page,
    // Nothing is known of a cluster that is not ours, but that it has a row.
    cluster === undefined ? { ...demoOverview, rows: [], liveRow: /./ } : demoOverview,
  );
  await screenshot(window.page, file);
  for (const mark of overview.squiggles) console.log(`${mark.severity} at line ${mark.line}: ${mark.text}`);
  for (const row of overview.rows) console.log(`row: ${row}`);
  console.log(`Picture: ${file}`);
}

function reportCluster(line: string): void {
  console.log(`Demo cluster: ${line}`);
}

async function build(): Promise<void> {
  const child = spawn(process.execPath, ['esbuild.mjs'], { cwd: projectRoot, stdio: 'inherit' });
  const code = await new Promise(resolve => child.on('close', resolve));
  if (code !== 0) throw new Error(`The build ended with exit code ${code}`);
}

let ending = false;
async function end(code: number): Promise<never> {
  if (!ending) {
    ending = true;
    for (const stop of started.reverse()) await stop().catch(error => console.error(messageOf(error)));
    process.exit(code);
  }
  return new Promise<never>(() => {});
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(130));
// Also where npm was ended and passed no signal on.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) void end(1);
}, 1000).unref();

try {
  await end(await main(process.argv.slice(2)));
} catch (error) {
  console.error(messageOf(error));
  await end(1);
}
