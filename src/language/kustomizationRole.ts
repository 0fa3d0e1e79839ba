import { posix } from 'node:path';
import type { BuildResult } from '../kustomize/build.ts';
import type { Kustomization } from '../kustomize/load/kustomization.ts';
import { shownUrl } from '../kustomize/remote/problems.ts';
import { parseRepoSpec } from '../kustomize/remote/repoSpec.ts';
import { get } from '../yaml/node.ts';

/** What a kustomization is to the others of a workspace. */
export interface KustomizationRole {
  /** An overlay takes another kustomization as its base; a base takes none. */
  readonly kind: 'overlay' | 'base' | 'component';
  /** The directories (real paths) of the bases that it names itself, in its order. */
  readonly bases: readonly string[];
  /** Likewise of the components. */
  readonly components: readonly string[];
  /** The repositories that it names, without passwords. */
  readonly remotes: readonly string[];
}

/** The role of the root of a build; `undefined` where its kustomization could not be read. */
export function roleOf(root: string, result: BuildResult): KustomizationRole | undefined {
  const [own] = result.kustomizations;
  if (own === undefined || !isAt(root, own, result)) return undefined;
  const named = [...textsAt(own, 'resources'), ...textsAt(own, 'bases')];
  const bases = directoriesIn(named, own, result);
  const remotes = [...named, ...textsAt(own, 'components')].flatMap(written => {
    const spec = parseRepoSpec(written);
    return spec === undefined ? [] : [shownUrl(spec.raw)];
  });
  const isOverlay = bases.length > 0 || named.some(written => parseRepoSpec(written) !== undefined);
  const kind = own.kind === 'Component' ? 'component' : isOverlay ? 'overlay' : 'base';
  return { kind, bases, components: directoriesIn(textsAt(own, 'components'), own, result), remotes };
}

function isAt(root: string, { directory }: Kustomization, { reads }: BuildResult): boolean {
  const entry = reads.get(root);
  return directory === root || (entry?.kind === 'directory' && entry.realpath === directory);
}

/** Those that are directories, each once. */
function directoriesIn(
  written: readonly string[],
  { directory }: Kustomization,
  { reads }: BuildResult,
): readonly string[] {
  const found = written.flatMap(path => {
    const entry = reads.get(posix.resolve(directory, path));
    return entry?.kind === 'directory' ? [entry.realpath] : [];
  });
  return [...new Set(found)];
}

function textsAt({ node }: Kustomization, field: string): string[] {
  const list = get(node, field);
  if (list?.kind !== 'sequence') return [];
  return list.items.flatMap(item => (item.kind === 'scalar' ? [item.text] : []));
}
