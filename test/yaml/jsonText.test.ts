import { expect, test } from 'vitest';
import { jsonText } from '../../src/yaml/jsonText.ts';
import { parseDocument } from '../../src/yaml/parse.ts';

/** The JSON of a YAML text. */
function checkJson(yaml: string, json: string): void {
  const { node } = parseDocument({ uri: 'file:///a.yaml', path: '/a.yaml', text: yaml });
  if (node === undefined) throw new Error('no document');
  expect(jsonText(node)).toBe(json);
}

test('integers keep every digit, so that the server and not JavaScript decides what fits', () => {
  checkJson('a: 9007199254740993', '{"a":9007199254740993}');
  checkJson('a: 12345678901234567890', '{"a":12345678901234567890}');
  checkJson('a: 0777', '{"a":511}');
});

test('scalars mean what kustomize prints for them, dates included', () => {
  checkJson(
    '[1.10, "1.10", yes, true, ~, 1e3, 2001-01-01]',
    '[1.1,"1.10","yes",true,null,1000,"2001-01-01T00:00:00Z"]',
  );
});

test('strings are escaped, of a repeated key the last one counts, collections may be empty', () => {
  checkJson('"a\\"b": "c\\nd"\ne: {}\nf: []', '{"a\\"b":"c\\nd","e":{},"f":[]}');
});
