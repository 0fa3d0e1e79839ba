import { describe, expect, test } from 'vitest';
import { hoverAt } from '../../src/language/hover.ts';
import { atCursor } from './atCursor.ts';

describe('hover explains the field under the cursor and nothing else', () => {
  test.each([
    ['ima$0ges:\n- name: a', 'images'],
    ['images:\n- na$0me: a', 'name'],
    ['patches:\n- target:\n    ki$0nd: a', 'kind'],
    ['images:\n- name: n$0ginx', undefined],
    ['commonLabels:\n  a$0pp: web', 'app'],
    ['nonsen$0se: 1', undefined],
  ])('%j', (marked, name) => {
    const { text, position } = atCursor(marked);
    expect(hoverAt(text, position)?.name).toBe(name);
  });
});
