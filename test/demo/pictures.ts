// `npm run pictures`: makes the pictures of the README anew, media/overview-{light,dark}.png, from the real thing:
// the sample workspace and the demo cluster in a VS Code of each theme.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openWindow, themeSettings } from '../vscode/browser.ts';
import { projectRoot, startServer } from '../vscode/server.ts';
import { eventually, screenshot } from '../vscode/workbench.ts';
import { startDemoCluster } from './cluster.ts';
import { demoOverview, showOverview } from './overview.ts';
import { createSampleWorkspace } from './workspace.ts';

/** Room for the tree and the editor; what a reader need not see is folded away. */
const uncluttered = {
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'workbench.layoutControl.enabled': false,
};

const built = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: projectRoot, stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

const workspace = await createSampleWorkspace();
const cluster = await startDemoCluster(line => console.log(`Demo cluster: ${line}`));
try {
  await cluster.ready;
  for (const theme of ['light', 'dark'] as const) {
    const server = await startServer({
      env: { KUBECONFIG: cluster.kubeconfig },
      settings: { ...uncluttered, ...themeSettings(theme) },
    });
    try {
      const window = await openWindow(server, {
        folder: workspace.folder,
        theme,
        size: { width: 1200, height: 720 },
      });
      try {
        await showOverview(window.page, demoOverview);
        await eventually(
          () => window.page.locator('.monaco-progress-container.active').count(),
          count => count === 0,
        );
        const file = join(projectRoot, 'media', `overview-${theme}.png`);
        await screenshot(window.page, file);
        console.log(file);
      } finally {
        await window.close();
      }
    } finally {
      await server.stop();
    }
  }
} finally {
  await cluster.stop();
  await workspace.remove();
}
