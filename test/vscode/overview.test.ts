import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import texts from '../../l10n/bundle.l10n.ko.json' with { type: 'json' };
import titles from '../../package.nls.ko.json' with { type: 'json' };
import { type DemoCluster, demoContext, startDemoCluster } from '../demo/cluster.ts';
import { demoOverview, showOverview } from '../demo/overview.ts';
import { openSampleWindow } from './sampleWindow.ts';
import { projectRoot } from './server.ts';
import { screenshot } from './workbench.ts';

let cluster: DemoCluster;
beforeAll(async () => {
  cluster = await startDemoCluster(() => {});
  await cluster.ready;
}, 1_200_000);
afterAll(() => cluster?.stop());

const korean = {
  ...demoOverview,
  view: titles['view.clusters'],
  rows: [demoContext, texts.Workloads, texts.Deployments, 'shop', 'web'],
};

/** What `npm start -- --screenshot` waits for and the README shows. */
for (const [version, theme, language, options] of [
  ['latest', 'dark', 'en', demoOverview],
  ['latest', 'light', 'ko', korean],
  ['oldest', 'high-contrast', 'en', demoOverview],
] as const) {
  test(`live pods stand beside the mistakes of an overlay (${version}, ${theme}, ${language})`, async () => {
    const { page } = await openSampleWindow({ version, theme, language, kubeconfig: cluster.kubeconfig });
    const { rows, squiggles } = await showOverview(page, options);
    expect(squiggles).toEqual([
      { severity: 'error', line: 6, column: 5, text: 'certificat.yaml' },
      { severity: 'error', line: 8, column: 1, text: 'namePrefx' },
    ]);
    expect(rows[0]).toMatch(new RegExp(`^${demoContext}`));
    expect(rows).toContain('shop 3');
    expect(rows.filter(row => /^web-[a-z0-9]+-[a-z0-9]+ /.test(row))).toHaveLength(3);
    const file = `overview-${version}-${theme}-${language}.png`;
    await screenshot(page, join(projectRoot, 'test', 'results', 'vscode', file));
  });
}
