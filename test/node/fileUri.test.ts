import { expect, test } from 'vitest';
import { URI } from 'vscode-uri';
import { pathOf, uriOf } from '../../src/node/fileUri.ts';

/** Findings are found by their URI, so ours is to the letter the one that the editor has. */
test.each([
  '/',
  '/a',
  '/a/b-c_d.e~f/kustomization.yaml',
  '/a b',
  '/a//b',
  '//share/a',
  '/a%20b',
  '/a#b?c',
  '/a@b+c:d',
  '/설정/a',
  'c:/a',
  'a/b',
])('the URI of %s is that of VS Code', path => {
  expect(uriOf(path)).toBe(URI.file(path).toString());
  if (/^\/(?!\/)/.test(path)) expect(pathOf(uriOf(path))).toBe(path);
});
