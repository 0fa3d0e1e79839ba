import { expect, test } from 'vitest';
import { parseDocument } from '../../src/yaml/parse.ts';
import { printYaml } from '../../src/yaml/print.ts';

function printed(text: string): string | undefined {
  const { node, problems } = parseDocument({ uri: 'file:///a.yaml', path: '/a.yaml', text });
  return node === undefined || problems.length > 0 ? undefined : printYaml(node);
}

/** People close brackets below the key that opened them; kustomize reads that, so its users must not see an error. */
test.each([
  ['a: [\n  1,\n  2\n]\n', 'a:\n- 1\n- 2\n'],
  ['a: {\n  b: {\n    c: 1\n  }\n}\nd: 2\n', 'a:\n  b:\n    c: 1\nd: 2\n'],
  ['a: [ # open\n  1, # one\n  # last\n]\n', 'a:\n- 1\n'],
  ['a: [\n"x",\n2\n]\n', 'a:\n- x\n- 2\n'],
])('%j', (text, expected) => {
  expect(printed(text)).toBe(expected);
});

/** Nor where quotes close below the key: a line break in them is a space wherever the next line begins. */
test.each([
  ['a: "x\ny"\n', 'a: x y\n'],
  ['a: ["x,\ny"]\n', 'a:\n- x, y\n'],
  ['a: ["# x\n]"]\n', "a:\n- '# x ]'\n"],
])('%j', (text, expected) => {
  expect(printed(text)).toBe(expected);
});

/** The official tool reads no further; whoever wrote the rest must not lose it unseen. */
test('a line that ends the document leaves what stands before it, with a warning', () => {
  const text = '  a: 1\n  b: 2\n c: 3\n';
  const { node, problems } = parseDocument({ uri: 'file:///a.yaml', path: '/a.yaml', text });
  expect(node).toMatchObject({ keys: ['a', 'b'] });
  expect(problems).toMatchObject([{ code: 'yaml.syntax', severity: 'warning', location: { start: 15 } }]);
  const level = parseDocument({ uri: 'file:///a.yaml', path: '/a.yaml', text: '- a\nb: 2\n' });
  expect(level.problems).toMatchObject([{ code: 'yaml.syntax', severity: 'error' }]);
});
