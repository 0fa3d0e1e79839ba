import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

/** Every module of dist/ that this extension host loads from now on. */
const loaded: string[] = [];
registerHooks({
  load(url, context, next) {
    if (/\/dist\/[^/]+\.js$/.test(url)) loaded.push(url);
    return next(url, context);
  },
});

describe('the first activation, in a folder without kustomizations', () => {
  it('is quick, loads no cluster room and starts no language server', async function () {
    const extension = vscode.extensions.getExtension('kubewright.kubewright');
    assert.ok(extension);
    assert.equal(extension.isActive, false, 'nothing in the folder needs the extension');
    const begun = performance.now();
    await extension.activate();
    const milliseconds = performance.now() - begun;
    // What is loaded without being waited for comes a moment later.
    await new Promise(resolve => setTimeout(resolve, 2000));
    const files = loaded.map(url => fileURLToPath(url));
    const texts = files.map(file => readFileSync(file, 'utf8'));
    const folder = join(extension.extensionPath, 'dist');
    const bundle = readdirSync(folder)
      .filter(file => file.endsWith('.js'))
      .map(file => readFileSync(join(folder, file), 'utf8'));
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const figures = `${milliseconds.toFixed(1)} ms, ${files.length} modules of ${bytes} bytes`;
    if (this.test) this.test.title += ` (${figures})`;
    assert.ok(files.some(file => file.endsWith('extension.js')));
    // Words of the kubeconfig reader, the transport and the language client.
    for (const word of [
      'certificate-authority-data',
      'v4.channel.k8s.io',
      'allowWatchBookmarks',
      'didChangeWatchedFiles',
    ]) {
      assert.ok(
        bundle.some(text => text.includes(word)),
        `${word} is nowhere in dist/`,
      );
      assert.ok(!texts.some(text => text.includes(word)), `${word} was loaded on activation`);
    }
    assert.ok(milliseconds < 1000, `activation took ${milliseconds} ms`);
  });
});
