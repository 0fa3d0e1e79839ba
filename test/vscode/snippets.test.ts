import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { picture } from './clusterWindow.ts';
import { openSampleWindow } from './sampleWindow.ts';
import { eventually, openFile, runCommand, screenshot } from './workbench.ts';

const widget = '.suggest-widget.visible';

/** Types at the cursor and gives the suggestions once the one that is asked for is among them. */
async function suggestions(page: Page, typed: string, wanted: string): Promise<string[]> {
  await page.keyboard.type(typed, { delay: 30 });
  return eventually(
    async () => {
      const labels = await page.locator(`${widget} .monaco-list-row .label-name`).allTextContents();
      // The first window asks before the language server answers; what came then is not asked for again.
      if (!labels.includes(wanted)) await suggestAgain(page);
      return labels;
    },
    labels => labels.includes(wanted),
    40_000,
  );
}

async function suggestAgain(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Space');
  await page.waitForTimeout(1000);
}

function rowOf(page: Page, label: string): Locator {
  const name = page.locator('.label-name', { hasText: new RegExp(`^${label}$`) });
  return page.locator(`${widget} .monaco-list-row`, { has: name }).first();
}

async function choose(page: Page, label: string): Promise<void> {
  await rowOf(page, label).click();
  await page.locator(widget).waitFor({ state: 'hidden' });
}

async function openNew(page: Page, folder: string, path: string, text = ''): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
  await openFile(page, path);
}

async function saved(page: Page, file: string, accept: (text: string) => boolean): Promise<string> {
  await runCommand(page, 'File: Save');
  return eventually(() => readFile(file, 'utf8'), accept);
}

describe('in the editor', () => {
  test('a new overlay is filled by one snippet, and its patch by another that keeps the indentation', async () => {
    const { page, folder } = await openSampleWindow();
    const path = 'overlays/canary/kustomization.yaml';
    await openNew(page, folder, path);
    await page.locator('.editor-instance .view-lines').first().click();
    const labels = await suggestions(page, 'over', 'overlay');
    expect(labels.filter(label => label === 'overlay')).toHaveLength(1);
    await choose(page, 'overlay');
    for (const typed of ['../../base', 'canary', '-canary']) {
      await page.keyboard.type(typed);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type('replicas.yaml');
    await page.keyboard.press('Tab');
    await page.keyboard.type('images:\n- ');
    expect(await suggestions(page, 'images-t', 'images-tag')).not.toContain('images');
    await choose(page, 'images-tag');
    await page.keyboard.type('redis');
    await page.keyboard.press('Tab');
    await page.keyboard.type('8.2');
    const text = await saved(page, join(folder, path), written => written.includes('8.2'));
    expect(text.trimEnd()).toBe(`apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
- ../../base
namespace: canary
nameSuffix: -canary
patches:
- path: replicas.yaml
images:
- name: redis
  newTag: "8.2"`);
  });

  test('a manifest gets Kubernetes objects, with the name typed once; a kustomization gets none', async () => {
    const { page, folder } = await openSampleWindow();
    await openNew(page, folder, 'base/account.yaml');
    await page.locator('.editor-instance .view-lines').first().click();
    const labels = await suggestions(page, 'service', 'serviceaccount');
    expect(labels).toContain('service');
    await choose(page, 'serviceaccount');
    await page.keyboard.type('shop');
    const file = join(folder, 'base/account.yaml');
    const text = await saved(page, file, written => written.includes('shop'));
    expect(text).toContain('  name: shop\n  labels:\n    app.kubernetes.io/name: shop\n');

    await openNew(page, folder, 'overlays/canary/kustomization.yaml');
    await page.locator('.tab.active', { hasText: 'kustomization' }).waitFor();
    await page.locator('.editor-instance .view-lines').first().click();
    const others = await suggestions(page, 'comp', 'component');
    expect(others).toContain('components');
    await page.keyboard.press('Escape');
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('Backspace');
    expect(await suggestions(page, 'se', 'secretGenerator')).not.toContain('service');
    await page.keyboard.press('Escape');
    for (let i = 0; i < 2; i += 1) await page.keyboard.press('Backspace');
    await suggestions(page, 'patches-d', 'patches-delete');
    await rowOf(page, 'patches-delete').click();
    // Its first place is a choice, which opens the list again.
    await rowOf(page, 'StatefulSet').click();
    const path = join(folder, 'overlays/canary/kustomization.yaml');
    const patch = await saved(page, path, written => written.includes('StatefulSet'));
    expect(patch).toMatch(/\n {4}kind: StatefulSet\n.*\n {10}- name: sidecar\n {12}\$patch: delete$/s);
  });
});

const kustomization = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
- ../../base
namespace: canary
commonLabels:
  team: shop
patches:
- target:
    kind: Deployment
    name: frontend
  patch: |-
    # JSON 6902, as YAML
    - op: add
      path: /metadata/annotations/example.com~1owner
      value: shop
    - op: replace
      path: /spec/template/spec/containers/0/image
      value: nginx:1.29
- patch: |
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: frontend
    spec:
      replicas: 3
      template:
        spec:
          containers:
          - name: frontend
            image: registry.example.com:5000/shop/web:1.4@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
- target: {kind: Service, name: frontend}
  patch: |-
    [
      {"op": "replace", "path": "/spec/ports/0/port", "value": 8080}
    ]
images:
- name: nginx
  newName: registry.example.com/nginx
  newTag: "1.29"
replacements:
- source: {kind: Service, name: frontend, fieldPath: metadata.name}
  targets:
  - select: {kind: Deployment}
    fieldPaths:
    - spec.template.spec.containers.[name=web].env.0.value
`;

/** The colour class of the first word of this text in a line of the editor. */
async function classOf(page: Page, line: string, word: string): Promise<string> {
  const row = page.locator('.view-line', { hasText: line }).first();
  const spans = await row
    .locator('span > span')
    .evaluateAll(found => found.map(span => ({ text: span.textContent ?? '', name: span.className })));
  return spans.find(({ text }) => text.includes(word))?.name ?? `${word} not in ${JSON.stringify(spans)}`;
}

describe.each(['dark', 'light'] as const)('inline patches in the %s theme', theme => {
  test('look like the YAML and JSON they are', async () => {
    const { page, folder } = await openSampleWindow({
      theme,
      settings: { 'editor.minimap.enabled': false, 'breadcrumbs.enabled': false },
    });
    await openNew(page, folder, 'overlays/canary/kustomization.yaml', kustomization);
    const pointer = 'annotations/example.com~1owner';
    const read = async () => ({
      text: await classOf(page, 'kind: Deployment', ':'),
      key: await classOf(page, 'kind: Deployment', 'kind'),
      patchKey: await classOf(page, 'op: replace', 'op'),
      comment: await classOf(page, '# JSON 6902', 'JSON'),
      segment: await classOf(page, pointer, 'annotations'),
      escaped: await classOf(page, pointer, '~1'),
      jsonKey: await classOf(page, '"op"', '"op"'),
    });
    // Lines are drawn before they are coloured.
    const seen = await eventually(read, ({ text, key, escaped }) => key !== text && escaped !== text);
    expect(seen.patchKey).toBe(seen.key);
    expect(seen.escaped).not.toBe(seen.segment);
    for (const name of [seen.comment, seen.segment, seen.jsonKey]) {
      expect(name).toMatch(/^mtk/);
      expect([seen.text, seen.key]).not.toContain(name);
    }
    await screenshot(page, picture(`inline-patches-${theme}`));
  });
});
