import type fc from 'fast-check';
import { type Dice, thrown } from './dice.ts';
import { blockScalar, oddKey, oddScalar } from './oddScalars.ts';
import type { Sample } from './sample.ts';

/** Roots that read a file of resources: as it is, or through what touches every object or each of its scalars. */
const roots = [
  '',
  '',
  'labels: [{pairs: {team: a}}]\n',
  'commonAnnotations: {note: b}\n',
  'namePrefix: p-\n',
  "patches: [{target: {}, patch: '{apiVersion: v1, kind: X, metadata: {name: a}, spec: {patched: yes}}'}]\n",
  "patches: [{target: {}, patch: '[{op: add, path: /patched, value: 1}]'}]\n",
  'replacements: [{sourceValue: "x", targets: [{select: {kind: X}, fieldPaths: [copied], options: {create: true}}]}]\n',
  'buildMetadata: [originAnnotations]\n',
] as const;

/** Files of resources in the odd styles that YAML has room for, read by one of a few roots. */
export const documentSample: fc.Arbitrary<Sample> = thrown(dice => ({
  files: { 'top/kustomization.yaml': `resources: [a.yaml]\n${dice.pick(roots)}`, 'top/a.yaml': file(dice) },
  used: dice.used,
  transformers: 1,
}));

function file(dice: Dice): string {
  const documents = Array.from({ length: dice.chance(85) ? 1 : dice.number(2, 3) }, (_, i) =>
    document(dice, i),
  );
  const before = dice.chance(80)
    ? ''
    : dice.pick([
        '\ufeff',
        '# c\n',
        '---\n',
        '--- # c\n',
        '\n\n',
        '%YAML 1.1\n---\n',
        '%YAML 1.2\n---\n',
        '%TAG !e! tag:e.com,2000:\n---\n',
        '---\n---\n',
        ' # c\n',
        '\t\n',
        '\ufeff---\n',
        '%YAML 2.0\n---\n',
      ]);
  const between = dice.pick([
    '---\n',
    '---\n',
    '--- \n',
    '--- # c\n',
    '...\n---\n',
    '---\n# c\n---\n',
    '\n---\n\n',
    '---\t\n',
    '...\n',
  ]);
  const behind = dice.chance(80)
    ? ''
    : dice.pick([
        '...\n',
        '---\n',
        '# c',
        '# c\n',
        '\n\n',
        '  \n',
        '\t\n',
        '...',
        '---',
        '... # c\n',
        '\u0000',
        ' # c\n',
      ]);
  let text = before + documents.join(between) + behind;
  if (dice.chance(4)) text = text.replaceAll('\n', '\r\n');
  if (dice.chance(4)) text = text.trimEnd();
  if (dice.chance(2)) text = text.replace(/\n/, '\r');
  return text;
}

function document(dice: Dice, index: number): string {
  const anchors: string[] = [];
  const name = `a${index === 0 ? '' : index}`;
  const metadata = dice.chance(70)
    ? ` {name: ${name}}\n`
    : `\n  name: ${name}\n  annotations:\n${mapping(dice, 4, 3, anchors)}`;
  return `apiVersion: v1\nkind: X\nmetadata:${metadata}spec:${dice.chance(95) ? `\n${mapping(dice, 2, 0, anchors)}` : value(dice, 0, 0, anchors)}`;
}

/** Entries of a block mapping, each from the start of its line. */
function mapping(dice: Dice, indent: number, depth: number, anchors: string[]): string {
  const seen = new Set<string>();
  return Array.from({ length: depth === 0 ? dice.pick([1, 1, 2, 2, 3, 6]) : dice.number(1, 2) }, () => {
    let key = oddKey(dice);
    if (seen.has(key) && !dice.chance(2)) key = `${key.replace(/\W/g, '')}n${seen.size}`;
    seen.add(key);
    const pad = dice.chance(1) ? '\t' : ' '.repeat(indent);
    const isExplicit = key.startsWith('? ');
    const colon = isExplicit
      ? `\n${pad}:`
      : dice.pick([':', ':', ':', ':', ':', ':', ':', ' :', ': ', ':\t']);
    return `${comment(dice, pad)}${pad}${key}${colon}${value(dice, indent, depth, anchors)}`;
  }).join('');
}

function sequence(dice: Dice, indent: number, depth: number, anchors: string[]): string {
  const pad = ' '.repeat(indent);
  return Array.from({ length: dice.number(1, 3) }, () => {
    if (depth < 3 && dice.chance(20))
      return `${pad}- ${mapping(dice, indent + 2, depth + 1, anchors).trimStart()}`;
    if (depth < 3 && dice.chance(10))
      return `${pad}- ${sequence(dice, indent + 2, depth + 1, anchors).trimStart()}`;
    return `${comment(dice, pad)}${pad}-${value(dice, indent, depth, anchors)}`;
  }).join('');
}

function comment(dice: Dice, pad: string): string {
  return dice.chance(4) ? dice.pick([`${pad}# c\n`, '# c\n', '\n', '  \n', '\t\n', `${pad}#\n`]) : '';
}

/** What stands behind a colon or a dash, to the end of its last line. */
function value(dice: Dice, indent: number, depth: number, anchors: string[]): string {
  const end = dice.chance(6) ? dice.pick([' # c\n', ' \n', '\t\n', ' #\n', '  # c: d\n', '#c\n']) : '\n';
  if (anchors.length > 0 && dice.chance(8)) return ` *${dice.pick(anchors)}${end}`;
  const marks = properties(dice, anchors);
  if (dice.chance(12)) return `${marks} ${blockScalar(dice, indent + 2)}`;
  if (dice.chance(12)) return `${marks} ${flow(dice, 0, anchors)}${end}`;
  if (depth < 3 && dice.chance(14)) {
    const inner = indent + dice.pick([1, 2, 2, 2, 4]);
    return `${marks}${end}${mapping(dice, inner, depth + 1, anchors)}`;
  }
  if (depth < 3 && dice.chance(12))
    return `${marks}${end}${sequence(dice, indent + dice.pick([0, 2]), depth + 1, anchors)}`;
  if (dice.chance(5)) return `${marks}${end}`;
  if (dice.chance(5))
    return `${marks} ${dice.pick(['a\n    b', 'a\n\n    b', 'a\n     b  \n    c', 'a\n    # no\n    b', '\n    a', 'a\n    - b', 'a\n    b: c'])}${end}`;
  return `${marks} ${oddScalar(dice)}${end}`;
}

const tags = [
  '!!str',
  '!!str',
  '!!int',
  '!!float',
  '!!bool',
  '!!null',
  '!!binary',
  '!!timestamp',
  '!!map',
  '!!seq',
  '!!set',
  '!!omap',
  '!mine',
  '!',
  '!<tag:yaml.org,2002:str>',
  '!e!x',
  '!!x',
  '!<x>',
  '!!merge',
  '!a%20b',
] as const;

function properties(dice: Dice, anchors: string[]): string {
  let marks = '';
  if (dice.chance(6)) marks += ` ${dice.pick(tags)}`;
  if (dice.chance(5)) {
    const anchor = dice.pick(['x', 'y', 'z-1', 'é', 'x']);
    anchors.push(anchor);
    marks = dice.chance(50) ? `${marks} &${anchor}` : ` &${anchor}${marks}`;
  }
  return marks;
}

function flow(dice: Dice, depth: number, anchors: string[]): string {
  const gap = () =>
    dice.chance(8) ? dice.pick(['\n    ', ' # c\n    ', '  ', '\n\n    ', '\t']) : dice.pick(['', ' ']);
  const item = (): string => {
    if (depth < 2 && dice.chance(25)) return flow(dice, depth + 1, anchors);
    if (anchors.length > 0 && dice.chance(8)) return `*${dice.pick(anchors)} `;
    if (dice.chance(70))
      return dice.pick([
        'a',
        'b c',
        '1',
        '"d"',
        "'e'",
        'true',
        '~',
        '-1',
        '1.50',
        'x:y',
        'http://a/b',
        '"a"',
      ]);
    return `${properties(dice, anchors).trimStart()} ${oddScalar(dice)}`.trimStart();
  };
  const entry = (): string => {
    const key = dice.chance(85) ? dice.pick(['a', 'b', 'c', '"d"', "'e'", 'f g']) : oddKey(dice);
    if (dice.chance(6)) return key;
    const colon = /["']$/.test(key) && dice.chance(20) ? ':' : dice.pick([': ', ': ', ' : ', ':']);
    return `${key}${colon}${dice.chance(6) ? '' : item()}`;
  };
  const isMapping = dice.chance(50);
  const parts = Array.from({ length: dice.number(0, 3) }, () =>
    isMapping || dice.chance(6) ? entry() : item(),
  );
  const last = parts.length > 0 && dice.chance(8) ? ',' : '';
  const body = parts.map(part => `${gap()}${part}`).join(`${dice.chance(3) ? ' ' : ''},`);
  return isMapping ? `{${body}${last}${gap()}}` : `[${body}${last}${gap()}]`;
}
