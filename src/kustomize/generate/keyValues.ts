import { posix } from 'node:path';
import type { PathLocation } from '../../yaml/location.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { field, type Kustomization, textOf } from '../load/kustomization.ts';
import { loadFile } from '../load/loadFile.ts';
import type { Directive } from '../transform/setScalar.ts';

/** One key of generated data. */
export interface KeyValue {
  readonly key: string;
  /** Text, or bytes where they are no UTF-8. */
  readonly value: string | Uint8Array;
  readonly directive: Directive;
  readonly location: PathLocation;
}

/** What a generator is read with. */
export interface GeneratorSource {
  readonly context: BuildContext;
  readonly kustomization: Kustomization;
  readonly node: YamlNode;
  readonly location: PathLocation;
}

/** The data of a generator: env files, then literals, then files. Reports what cannot be had or is malformed. */
export function readKeyValues(source: GeneratorSource): readonly KeyValue[] {
  const lists = [
    ...entriesOf(source, 'envs').flatMap(entry => readEnvFile(source, entry)),
    ...singleEntry(source, 'env').flatMap(entry => readEnvFile(source, entry)),
    ...entriesOf(source, 'literals').flatMap(entry => readLiteral(source, entry)),
    ...entriesOf(source, 'files').flatMap(entry => readDataFile(source, entry)),
  ];
  const keys = new Set<string>();
  return lists.filter(({ key, location }) => {
    if (!keys.has(key)) {
      keys.add(key);
      return true;
    }
    report(source.context, 'generator.duplicate-key', { key }, location);
    return false;
  });
}

interface SourceEntry {
  readonly text: string;
  readonly start: number;
  readonly location: PathLocation;
  readonly name: string;
}

function entriesOf(source: GeneratorSource, name: string): readonly SourceEntry[] {
  const list = field(source.node, name);
  if (list?.kind !== 'sequence') return [];
  return list.items.map((item, index) => ({
    text: textOf(item),
    start: item.start,
    location: { ...source.location, path: [...source.location.path, name, index] },
    name: `${generatorName(source.location)}.${name}[${index}]`,
  }));
}

function singleEntry(source: GeneratorSource, name: string): readonly SourceEntry[] {
  const value = field(source.node, name);
  const text = textOf(value);
  if (value === undefined || text === '') return [];
  const location = { ...source.location, path: [...source.location.path, name] };
  return [{ text, start: value.start, location, name: `${generatorName(source.location)}.${name}` }];
}

/** `configMapGenerator[0]`. */
export function generatorName({ path }: PathLocation): string {
  return `${String(path[0])}[${String(path[1])}]`;
}

function readLiteral(source: GeneratorSource, entry: SourceEntry): readonly KeyValue[] {
  const equals = entry.text.indexOf('=');
  if (equals <= 0) {
    report(source.context, 'generator.bad-literal', {}, entry.location);
    return [];
  }
  const directive = { name: entry.name, file: source.kustomization.file, start: entry.start };
  const value = unquoted(entry.text.slice(equals + 1));
  return [{ key: entry.text.slice(0, equals), value, directive, location: entry.location }];
}

/** One pair of quotes around a literal's value is taken off. */
function unquoted(text: string): string {
  const first = text[0];
  if (text.length < 2 || first !== text.at(-1) || (first !== '"' && first !== "'")) return text;
  return text.slice(1, -1);
}

function readDataFile(source: GeneratorSource, entry: SourceEntry): readonly KeyValue[] {
  const parts = entry.text.split('=');
  const [first = '', path = first] = parts;
  if (parts.length > 2 || (parts.length === 2 && (first === '' || path === ''))) {
    report(source.context, 'generator.bad-file-source', {}, entry.location);
    return [];
  }
  const entryFile = loadFile(source.context, source.kustomization, path, entry.location);
  if (entryFile === undefined) return [];
  const key = parts.length === 2 ? first : posix.basename(path);
  const directive = { name: entry.name, file: entryFile.file, start: 0 };
  return [{ key, value: decoded(entryFile.bytes), directive, location: entry.location }];
}

function decoded(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

/** One `key=value` a line; a line without `=` gives an empty value, blank lines and comments nothing. */
function readEnvFile(source: GeneratorSource, entry: SourceEntry): readonly KeyValue[] {
  const loaded = loadFile(source.context, source.kustomization, entry.text, entry.location);
  if (loaded === undefined) return [];
  const text = decoded(loaded.bytes);
  if (typeof text !== 'string') {
    report(source.context, 'generator.env-not-text', { path: entry.text }, entry.location);
    return [];
  }
  const pairs: KeyValue[] = [];
  let start = 0;
  for (const [index, rawLine] of text.split('\n').entries()) {
    const line = rawLine.replace(/\r$/, '');
    const content = (index === 0 ? line.replace(/^\ufeff/, '') : line).replace(/^[\s\u0085]+/u, '');
    if (content !== '' && !content.startsWith('#')) {
      const equals = content.indexOf('=');
      const key = equals < 0 ? content : content.slice(0, equals);
      const value = equals < 0 ? '' : content.slice(equals + 1);
      const at = start + line.length - value.length;
      if (key !== '')
        pairs.push({
          key,
          value,
          directive: { name: entry.name, file: loaded.file, start: at },
          location: entry.location,
        });
    }
    start += rawLine.length + 1;
  }
  return pairs;
}
