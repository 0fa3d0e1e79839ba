import fc from 'fast-check';

/** Lines of a YAML document, relative to their own indentation. */
type Lines = readonly string[];

const word = fc.constantFrom('a', 'b', 'web', 'db-1', 'x_y', 'log.level', 'k8s.io/name', 'ünïcode');

const plain = fc.constantFrom(
  ...[
    'text',
    'two words',
    '3',
    '-1',
    '1.50',
    '0777',
    '1e3',
    'true',
    'yes',
    'null',
    '~',
    '2024-01-02',
    '1_000',
  ],
  ...['http://x/y?z=1', '$(VAR)', 'a:b', '1:30', '.5', 'C:\\dir', 'é', '-x', '.y', '0x1F', 'on'],
);

const quoted = fc.constantFrom(
  ...[
    `''`,
    `""`,
    `'it''s'`,
    `"tab\\t"`,
    `"line\\nbreak"`,
    `"a: b"`,
    `'# no comment'`,
    `"yes"`,
    `'3'`,
    `"\\u00e9"`,
  ],
  ...[`"trailing "`, `' x'`, `"\\U0001F600"`, `'{}'`, `"null"`, `!!str 3`, `!mine x`],
);

const inline = fc.oneof({ weight: 3, arbitrary: plain }, { weight: 2, arbitrary: quoted });

const flow = fc.constantFrom(
  ...[
    '[]',
    '{}',
    '[1, two, "3"]',
    '{a: 1, b: [x, y]}',
    '{a: {b: c}, d: }',
    '[[], {}]',
    '{"q": \'s\'}',
    '[a, "b c", {d: e}]',
  ],
);

/** Collections in brackets over several lines, with comments where they may stand. */
const tallFlow = fc.constantFrom<Lines>(
  ['[', '  1,', '  two', ']'],
  ['[ # open', '  1, # one', '  2', '  # last', ']'],
  ['{', '  a: 1, # one', '  # before b', '  b: [x]', '}'],
  ['{a: 1,', '  b: {c: d}', '} # closed'],
  ['[', '  {a: 1},', '', '  {b: 2}', ']'],
);
const marked = fc.constantFrom('&here 1', '&there [x]', '&n', '!!int 3', '!!str', '!mine {a: 1}');

const comment = fc.constantFrom('# one', '# two words', '#tight', '# three: four');
const before = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Lines>([]) },
  { weight: 2, arbitrary: comment.map<Lines>(text => [text]) },
  { weight: 1, arbitrary: comment.map<Lines>(text => ['', text]) },
  { weight: 1, arbitrary: comment.map<Lines>(text => [text, '']) },
  { weight: 1, arbitrary: fc.tuple(comment, comment).map<Lines>(([a, b]) => [a, '', b]) },
  { weight: 1, arbitrary: fc.tuple(comment, comment).map<Lines>(([a, b]) => ['', a, b]) },
  { weight: 1, arbitrary: fc.constant<Lines>(['']) },
);
const behind = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: comment.map(text => ` ${text}`) },
);

const block = fc
  .tuple(
    fc.constantFrom('|', '|-', '|+', '>', '>-', '>+'),
    fc.array(fc.constantFrom('first line', '  deeper', 'x: y', '# kept', 'last', ''), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .filter(([, lines]) => lines[0] === 'first line' || lines[0] === 'x: y' || lines[0] === 'last');

function indented(lines: Lines, width: number): Lines {
  return lines.map(line => (line === '' ? '' : ' '.repeat(width) + line));
}

interface Value {
  /** What stands in the line of the key or dash. */
  readonly here: string;
  readonly below: Lines;
  readonly isSequence: boolean;
}

const { mapping } = fc.letrec<{ mapping: Lines; sequence: Lines; value: Value }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    {
      weight: 5,
      arbitrary: fc
        .tuple(inline, behind)
        .map(([text, end]) => ({ here: ` ${text}${end}`, below: [], isSequence: false })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(flow, behind)
        .map(([text, end]) => ({ here: ` ${text}${end}`, below: [], isSequence: false })),
    },
    {
      weight: 1,
      arbitrary: tallFlow.map(([first = '', ...below]) => ({ here: ` ${first}`, below, isSequence: true })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(marked, behind)
        .map(([text, end]) => ({ here: ` ${text}${end}`, below: [], isSequence: false })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(block, behind)
        .map(([[mark, lines], end]) => ({ here: ` ${mark}${end}`, below: lines, isSequence: false })),
    },
    { weight: 1, arbitrary: behind.map(end => ({ here: end, below: [], isSequence: false })) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(tie('mapping'), behind)
        .map(([below, end]) => ({ here: end, below, isSequence: false })),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(tie('sequence'), behind)
        .map(([below, end]) => ({ here: end, below, isSequence: true })),
    },
  ),
  mapping: fc
    .tuple(
      fc.uniqueArray(
        fc.record({
          before,
          key: word,
          value: tie('value'),
          width: fc.constantFrom(2, 2, 4),
          flat: fc.boolean(),
        }),
        { selector: entry => entry.key, minLength: 1, maxLength: 4 },
      ),
      before,
    )
    .map(([entries, after]) => [
      ...entries.flatMap(entry => [
        ...entry.before,
        `${entry.key}:${entry.value.here}`,
        ...indented(entry.value.below, entry.value.isSequence && entry.flat ? 0 : entry.width),
      ]),
      ...after,
    ]),
  sequence: fc
    .tuple(
      fc.array(fc.record({ before, value: tie('value'), inLine: fc.boolean() }), {
        minLength: 1,
        maxLength: 3,
      }),
      before,
    )
    .map(([items, after]) => [
      ...items.flatMap(({ before: head, value, inLine }) => {
        const [first = '', ...rest] = value.below;
        const joins = inLine && value.here === '' && /^[^#\s]/.test(first);
        return joins
          ? [...head, `- ${first}`, ...indented(rest, 2)]
          : [...head, `-${value.here}`, ...indented(value.below, 2)];
      }),
      ...after,
    ]),
}));

/** YAML documents with a mapping at their root: nested, in several styles, with comments in every place. */
export const yamlText = fc
  .tuple(before, mapping, fc.constantFrom('\n', '\n', ''))
  .map(([head, lines, end]) => `${[...head, ...lines].join('\n')}${end}`);
