import { execFileSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readDeclarations } from '../../../src/cluster/forward/declared.ts';
import { environmentText, forwardVariables } from '../../../src/cluster/forward/environment.ts';

const addresses = ['127.0.0.1', '::1'];

test('programs find a forward by variables of its name, and by what the declaration adds', () => {
  const variables = forwardVariables(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what people write.
    { prefix: 'MY_DB', environment: { URL: 'pg://a b@${address}/x' } },
    [
      { remote: '5432', local: 4711, addresses },
      { remote: 'metrics', local: 4712, addresses },
    ],
  );
  expect(variables).toEqual({
    MY_DB_ADDRESS: '127.0.0.1:4711',
    MY_DB_HOST: '127.0.0.1',
    MY_DB_PORT: '4711',
    MY_DB_PORT_METRICS: '4712',
    URL: 'pg://a b@127.0.0.1:4711/x',
  });
});

/** 0.0.0.0 is where a forward listens; Windows connects nowhere by it. */
test.each([
  ['0.0.0.0', '127.0.0.1:80'],
  ['::', '[::1]:80'],
  ['192.168.0.7', '192.168.0.7:80'],
])('a forward on %s is found at %s', (address, expected) => {
  const ports = [{ remote: '80', local: 80, addresses: [address] }];
  expect(forwardVariables({ prefix: 'WEB', environment: {} }, ports)['WEB_ADDRESS']).toBe(expected);
});

describe('a value is read as it was written', () => {
  const values = [
    '',
    'a b',
    'a#b c',
    'pa$s"w\\ord`id`',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what people write.
    '$HOME ${HOME} $(id)',
    "x'y",
    'two\nlines',
    "two's\nlines",
    ' padded ',
    'back\\slash\\n',
  ];

  test.each(values)('by Node: %j', value => {
    expect(parseEnv(environmentText({ A: '1', V: value, Z: '2' }))).toEqual({ A: '1', V: value, Z: '2' });
  });

  test.each([...values, `it's "$HOME"`, 'ends\\', "'\\'"])('by a shell: %j', value => {
    const script = `${environmentText({ V: value })}printf '%s|' "$V"`;
    expect(execFileSync('sh', ['-c', script]).toString()).toBe(`${value}|`);
  });
});

describe('names of variables', () => {
  const entry = (name: string, more = {}) => ({
    name,
    target: 'service/shop-db',
    ports: ['80', '81'],
    ...more,
  });
  const prefixes = (...entries: object[]) => {
    const { forwards, problems } = readDeclarations(entries);
    return [
      ...forwards.map(({ prefix }) => prefix),
      ...problems.map(({ index, code, text }) => `${index} ${code} ${text}`),
    ];
  };

  test.each([
    ['db', 'DB'],
    ['my-db', 'MY_DB'],
    ['-db-', 'DB'],
    ['5432', '_5432'],
    ['2nd', '_2ND'],
    // Shells take no Hangul in a name, and the target is ASCII.
    ['데이터베이스', 'SHOP_DB'],
    ['주문 db', 'DB'],
  ])('of a forward called %s begin with %s', (name, prefix) => {
    expect(prefixes(entry(name))).toEqual([prefix]);
  });

  test('that are those of another forward are told, and the first keeps them', () => {
    expect(prefixes(entry('my-db'), entry('my_db'))).toEqual([
      'MY_DB',
      undefined,
      '1 variables-repeated my-db',
    ]);
    expect(prefixes(entry('주문'), entry('결제'))).toEqual([
      'SHOP_DB',
      undefined,
      '1 variables-repeated 주문',
    ]);
    expect(prefixes(entry('db'), entry('db-port', { ports: ['1', 'a'] }))).toEqual(['DB', 'DB_PORT']);
    const ports = ['1', 'address'];
    expect(prefixes(entry('db', { ports }), entry('db-port'))).toEqual([
      'DB',
      undefined,
      '1 variables-repeated db',
    ]);
  });

  test('can be chosen, those of another on purpose, such as for two clusters', () => {
    const chosen = { environmentPrefix: 'Db' };
    expect(prefixes(entry('주문', chosen), entry('결제', chosen))).toEqual(['Db', 'Db']);
    expect(prefixes(entry('db', { environmentPrefix: 'a-b' }))).toEqual(['0 prefix-invalid a-b']);
    expect(prefixes(entry('db', { environment: { 'A B': '1' } }))).toEqual(['0 variable-invalid A B']);
  });

  test('are left to what the declaration adds where they are those of another', () => {
    const { forwards } = readDeclarations([entry('a'), entry('A', { environment: { URL: 'x' } })]);
    const [, second] = forwards;
    const ports = [{ remote: '80', local: 80, addresses }];
    expect(second && forwardVariables(second, ports)).toEqual({ URL: 'x' });
  });
});
