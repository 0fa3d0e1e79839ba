import type { BuildResult } from '../../../kustomize/build.ts';
import { field, type Kustomization, textOf } from '../../../kustomize/load/kustomization.ts';
import { resolvePath } from '../../../kustomize/load/loadFile.ts';
import type { OffsetLocation } from '../../../yaml/location.ts';
import type { SourceFile } from '../../../yaml/node.ts';
import { generatorEntries } from './entries.ts';

/** A line of an env file that sets a key, as kustomize reads it. */
export interface EnvLine {
  readonly key: string;
  /** `undefined` where the line has no `=`. */
  readonly value: string | undefined;
  readonly keyPlace: OffsetLocation;
  readonly valuePlace: OffsetLocation;
}

/** The lines of every env file that the generators of a build read, each file once. */
export function envLines({ kustomizations, reads }: BuildResult): readonly EnvLine[] {
  const files = new Set<SourceFile>();
  for (const kustomization of kustomizations) {
    for (const path of envPaths(kustomization)) {
      const entry = reads.get(path);
      if (entry?.kind === 'file') files.add(entry.file);
    }
  }
  return [...files].flatMap(linesOf);
}

function envPaths(kustomization: Kustomization): string[] {
  return generatorEntries(kustomization).flatMap(({ node }) => {
    const list = field(node, 'envs');
    const written = list?.kind === 'sequence' ? list.items.map(textOf) : [];
    return [...written, textOf(field(node, 'env'))]
      .filter(text => text !== '')
      .map(text => resolvePath(kustomization, text));
  });
}

const known = new WeakMap<SourceFile, readonly EnvLine[]>();

function linesOf(file: SourceFile): readonly EnvLine[] {
  const lines = known.get(file) ?? readLines(file);
  known.set(file, lines);
  return lines;
}

function readLines({ uri, text }: SourceFile): EnvLine[] {
  const lines: EnvLine[] = [];
  let start = 0;
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\r$/, '');
    const content = line.replace(/^[\s\u0085\ufeff]+/u, '');
    const from = start + line.length - content.length;
    start += raw.length + 1;
    if (content === '' || content.startsWith('#')) continue;
    const equals = content.indexOf('=');
    const key = equals < 0 ? content : content.slice(0, equals);
    const end = from + content.length;
    lines.push({
      key,
      value: equals < 0 ? undefined : content.slice(equals + 1),
      keyPlace: { uri, start: from, end: from + key.length },
      valuePlace: { uri, start: equals < 0 ? end : from + equals + 1, end },
    });
  }
  return lines;
}
