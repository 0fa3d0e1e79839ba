// `npm run pictures`: makes the pictures of the README anew, media/NAME-{light,dark}.png, from the real thing:
// the sample workspace and the demo cluster in a VS Code of each theme.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openWindow, type Theme, themeSettings } from '../vscode/browser.ts';
import { projectRoot, type Server, startServer } from '../vscode/server.ts';
import { eventually, screenshot } from '../vscode/workbench.ts';
import { startDemoCluster } from './cluster.ts';
import { type Scene, scenes } from './scenes.ts';
import { createSampleWorkspace } from './workspace.ts';

/** Room for the tree and the editor; what a reader need not see is folded away. */
const uncluttered = {
  'breadcrumbs.enabled': false,
  'files.autoSave': 'off',
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
      for (const scene of scenes) await take(scene, server, theme);
    } finally {
      await server.stop();
    }
  }
} finally {
  await cluster.stop();
  await workspace.remove();
}

/** In a window of its own; what it types is not saved. */
async function take({ name, show }: Scene, server: Server, theme: Theme): Promise<void> {
  const size = { width: 1200, height: 720 };
  const window = await openWindow(server, { folder: workspace.folder, theme, size });
  try {
    await show(window.page);
    await eventually(
      () => window.page.locator('.monaco-progress-container.active').count(),
      count => count === 0,
    );
    const file = join(projectRoot, 'media', `${name}-${theme}.png`);
    await screenshot(window.page, file);
    console.log(file);
  } finally {
    await window.close();
  }
}
