import { describe, expect, test } from 'vitest';
import { fromPage, tableAddress, toPage } from '../../src/webview/resourceTable/protocol.ts';

/** Whatever runs in a page's frame can send anything; what is not of the protocol must do nothing. */
describe('messages from a page', () => {
  const good: readonly unknown[] = [
    { type: 'ready' },
    { type: 'taken', batch: 3 },
    { type: 'labels', selector: 'app=web' },
    { type: 'seen-as', setting: { sort: { column: 'Name', descending: true } } },
    { type: 'seen-as', setting: { widths: { Name: 120 } } },
    { type: 'action', action: 'delete', keys: ['shop/web'] },
    { type: 'columns' },
    { type: 'retry' },
  ];

  test.each(good)('%j is taken as it is', message => {
    expect(fromPage(message)).toEqual(message);
  });

  const bad: readonly unknown[] = [
    undefined,
    null,
    'ready',
    [],
    {},
    { type: 'unknown' },
    { type: 'taken', batch: '3' },
    { type: 'taken', batch: Number.NaN },
    { type: 'labels' },
    { type: 'seen-as', setting: { sort: { column: 1 } } },
    { type: 'seen-as', setting: { widths: { Name: '1' } } },
    { type: 'action', action: 'exec', keys: [] },
    { type: 'action', action: 'delete', keys: 'shop/web' },
    { type: 'action', action: 'delete', keys: [1] },
    { type: 'action', action: 'constructor', keys: [] },
  ];

  test.each(bad)('%j is dropped', message => {
    expect(fromPage(message)).toBeUndefined();
  });

  test('what else a message holds is dropped', () => {
    expect(fromPage({ type: 'ready', keys: ['a'] })).toEqual({ type: 'ready' });
  });
});

describe('messages to a page', () => {
  const address = { context: 'c', group: '', version: 'v1', resource: 'pods', kind: 'Pod', namespaced: true };

  test.each([
    { type: 'start', address, texts: {}, language: 'en', widths: {} },
    { type: 'columns', columns: [] },
    { type: 'rows', batch: 1, fresh: true, whole: true, set: [], deleted: [] },
    { type: 'state', state: { kind: 'live' } },
    { type: 'perform', action: 'yaml' },
  ])('%j is taken', message => {
    expect(toPage(message)).toBe(message);
  });

  test.each([
    undefined,
    'start',
    { type: 'start', address: {}, texts: {} },
    { type: 'rows', set: 'all', deleted: [] },
    { type: 'perform', action: 'exec' },
  ])('%j is dropped', message => {
    expect(toPage(message)).toBeUndefined();
  });

  test('a tab kept by another version, or by nobody, names no table', () => {
    expect(tableAddress({ ...address, namespaced: 'yes' })).toBeUndefined();
    expect(tableAddress({ ...address, context: undefined })).toBeUndefined();
    expect(tableAddress({ ...address, more: 1 })).toEqual(address);
  });
});
