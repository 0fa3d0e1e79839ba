import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { serveCatalogue } from '../extension/yamlLanguageServer.ts';
import { openSampleWindow } from './sampleWindow.ts';
import { squiggles } from './squiggles.ts';
import { eventually, openFile, typeAtLine } from './workbench.ts';
import { makeYamlStandIn } from './yamlStandIn.ts';

/** The labels that the editor suggests, from top to bottom, once one of them is `label`. */
function suggestions(page: Page, label: string): Promise<string[]> {
  return eventually(
    async () => {
      const widget = page.locator('.suggest-widget.visible');
      if ((await widget.count()) === 0) await page.keyboard.press('ControlOrMeta+Space');
      return widget.locator('.monaco-list-row .label-name').allTextContents();
    },
    labels => labels.includes(label),
    40_000,
  );
}

async function lines(page: Page): Promise<string[]> {
  const texts = await page.locator('.editor-group-container.active .view-line').allTextContents();
  return texts.map(text => text.replaceAll('\u00a0', ' '));
}

test('a path is completed step by step, and is right at once', async () => {
  const { page } = await openSampleWindow();
  await openFile(page, 'overlays/dev/kustomization.yaml');
  await eventually(
    () => squiggles(page),
    marks => marks.length === 0,
  );
  await typeAtLine(page, 6, '  - ../');
  expect(await suggestions(page, 'preview')).toEqual(['preview', 'production', 'staging', '../']);
  // The way up is not the end of a path: what lies there is suggested without asking.
  await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: '../' }).click();
  await eventually(
    () => page.locator('.suggest-widget.visible .monaco-list-row .label-name').allTextContents(),
    labels => labels.includes('overlays/'),
  );
  await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'overlays/' }).click();
  await page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'production' }).click();
  await eventually(
    () => lines(page),
    texts => texts.includes('  - ../../overlays/production'),
  );
});

describe("with Red Hat's YAML language server beside ours", () => {
  test('each field is suggested once, and nothing contradicts us', async () => {
    const settings = {
      'editor.wordBasedSuggestions': 'off',
      'yaml.schemaStore.enable': true,
      'yaml.schemaStore.url': `${await serveCatalogue()}/catalog.json`,
    };
    const { page } = await openSampleWindow({
      installed: { 'redhat.vscode-yaml-1.0.0': await makeYamlStandIn() },
      settings,
      prepare: folder => writeFile(join(folder, 'values.yaml'), 'images: []\n\n'),
    });
    // Where it is left alone it works: its catalogue knows of no images here.
    await openFile(page, 'values.yaml');
    await eventually(
      () => squiggles(page),
      marks => marks.some(({ text }) => text === 'images'),
      40_000,
    );
    await openFile(page, 'overlays/dev/kustomization.yaml');
    await typeAtLine(page, 6, 'namesp');
    const labels = await suggestions(page, 'namespace');
    expect(labels.filter(label => label === 'namespace')).toHaveLength(1);
    await page.keyboard.press('Enter');
    await page.keyboard.type('shop');
    await eventually(
      () => lines(page),
      texts => texts.includes('namespace: shop'),
    );
    await eventually(
      () => squiggles(page),
      marks => marks.length === 0,
    );
    // The other server checks a moment after the last key.
    await page.waitForTimeout(1500);
    expect(await squiggles(page)).toEqual([]);
  });
});
