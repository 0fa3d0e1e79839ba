import type { Dice } from './dice.ts';

/** Texts as they stand in YAML, whose type and print depend on how they are written. */
const odd = [
  ...['yes', 'on', 'y', '"yes"', 'null', '~', '""', "''", '0777', '0o17', '0x1F', '1_000', '1e3', '1.50'],
  ...['12345678901234567890', '9007199254740993', '-0', '.5', '1:30', '2024-01-02', '2001-12-14T21:59:43Z'],
  ...["'it''s'", '"a: b"', "'# x'", '"tab\\t"', '"line\\nbreak"', '"\\u00e9"', '"\\U0001F600"', '日本語'],
  ...[
    '!!str 3',
    '!!int "3"',
    '"trailing "',
    "' lead'",
    '"<b>&amp;"',
    'a:b',
    'http://x/y?z=1',
    '"@x"',
    '"=1"',
  ],
  ...[
    '|\n  two\n  lines\n',
    '>-\n  folded\n  text',
    '|-\n  a: 1\n  b: 2',
    '"C:\\\\dir"',
    'True',
    'NO',
    '1e400',
  ],
  ...[
    '"0123"',
    "'1.0'",
    '"null"',
    '"-"',
    '"{}"',
    '"[1]"',
    '"*x"',
    "'!x'",
    '"a #b"',
    '3.0',
    '+1',
    '-1',
    '0b11',
  ],
  ...[
    '"\\x07"',
    '"\\u2028"',
    '"a\\u0085b"',
    "'%'",
    "'`'",
    '"very long text that goes on and on, past the eightieth column, which is where some printers fold what they print"',
  ],
];

/** A scalar that reads easily four times out of five. */
export function scalar(dice: Dice): string {
  return dice.chance(55)
    ? dice.pick(['text', 'value', '5', 'true', '"5"', 'two words', 'x-1'])
    : dice.pick(odd);
}

/** A scalar that is a string to Go's decoder, as the kustomization's own maps of strings need it. */
export function stringScalar(dice: Dice): string {
  return dice.pick([
    ...['one', 'two', '"3"', "'true'", 'a-b', '"yes"', '""', 'v1.2', '"0777"', "'a b'", '"é"', '"1e3"'],
  ]);
}

/** A label's value that the API would take. */
export function labelValue(dice: Dice): string {
  return dice.pick(['one', 'two', 'three', '"1"', "'true'", 'v1.2', 'a_b', '"yes"', '""']);
}
