import type { Schemas } from '../schema/openapi.ts';
import type { SourceFile } from '../yaml/node.ts';
import type { Accumulated } from './accumulate/accumulation.ts';
import type { Findings } from './findings.ts';
import type { ParsedKustomization } from './load/kustomization.ts';
import type { ParsedResources } from './load/resourceFile.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What builds remember for each other: parsed files, and the accumulation of each directory with the entries it
 * read. Nothing in it can go wrong by age: a memo is used only while every entry it read is still the same object.
 */
export interface BuildCache {
  /** By the entry's file object, so that a new version of a file is parsed anew and an old one is let go. */
  readonly resourceFiles: WeakMap<SourceFile, ParsedResources>;
  readonly kustomizations: WeakMap<SourceFile, ParsedKustomization>;
  /** What `openapi` files say, by the file and by what they are laid over. */
  readonly schemas: WeakMap<SourceFile, Map<string, Schemas>>;
  /** By the real path of a directory with a kustomization that is no component, and by how it is built. */
  readonly directories: Map<string, Memo>;
}

/** The accumulation of a directory with everything that was read and found on the way. */
export interface Memo {
  readonly findings: Findings;
  /** What it inherited, which counts where `findings.namespaceCounts` says so. */
  readonly helmNamespace: string;
  readonly result: Accumulated;
  /** What its patches were merged by. */
  readonly schemas: Schemas;
  /** Whether these had been decided on before, so that its own `openapi` counted for nothing. */
  readonly decided: boolean;
  /** Whether it was the first part of its build that merged a patch. */
  readonly merges: boolean;
  /** Whether it asked for the scope of a type that Kubernetes does not have. */
  readonly asks: boolean;
}

/** An empty cache; its owner keeps it for as long as it builds. */
export function newBuildCache(): BuildCache {
  return {
    resourceFiles: new WeakMap(),
    kustomizations: new WeakMap(),
    schemas: new WeakMap(),
    directories: new Map(),
  };
}

/** Whether everything that was read, and fetched, is as it was. */
export function isFresh({ reads, remotes, charts }: Findings, snapshot: Snapshot): boolean {
  for (const [path, entry] of reads) {
    if (snapshot.entry(path) !== entry) return false;
  }
  for (const { request, remote } of remotes.values()) {
    if (snapshot.remote?.(request) !== remote) return false;
  }
  for (const { request, chart } of charts.values()) {
    if (snapshot.chart?.(request) !== chart) return false;
  }
  return true;
}
