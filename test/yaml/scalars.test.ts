import { expect, test } from 'vitest';
import { getIn } from '../../src/yaml/node.ts';
import { parseDocument } from '../../src/yaml/parse.ts';
import { printYaml } from '../../src/yaml/print.ts';
import { rangeOf } from '../../src/yaml/range.ts';
import { scalarTable } from '../fixtures/scalarTable.ts';

const uri = 'file:///a.yaml';

/** A user's value must come out as the official tool prints it, else a harmless-looking number changes. */
test.each(scalarTable)('$written prints as $printed', ({ written, printed }) => {
  const text = `spec:\n  x: ${written}\n`;
  const { node, problems } = parseDocument({ uri, path: '/a.yaml', text });
  expect(problems).toEqual([]);
  expect(node).toBeDefined();
  if (node !== undefined && printed !== 'refused') expect(printYaml(node)).toBe(`spec:\n  x: ${printed}\n`);
});

/** Both parsers must speak of the same place, else an underline slips off the value it means. */
test.each(scalarTable.filter(row => row.written !== ''))(
  '$written stands where it was written',
  ({ written }) => {
    const text = `spec:\n  x: ${written}\n`;
    const { node } = parseDocument({ uri, path: '/a.yaml', text });
    const fast = getIn(node, ['spec', 'x']);
    const range = rangeOf({ uri, document: 0, path: ['spec', 'x'], part: 'value' }, text);
    expect(range.start.line).toBe(1);
    const positions = text.split('\n')[1]?.slice(range.start.character, range.end.character);
    const value = written.replace(/^!\S+ /, '');
    expect([value, written]).toContain(positions);
    // A quoted scalar's text begins behind its quote.
    const offset = text.indexOf(value, 'spec:\n  x: '.length) + (/^["']/.test(value) ? 1 : 0);
    expect(fast?.start).toBe(offset);
  },
);
