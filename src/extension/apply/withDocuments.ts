import type { Entry, Snapshot } from '../../kustomize/snapshot.ts';
import type { SourceFile } from '../../yaml/node.ts';

/** Lets what editors hold win over the files below, also where these are reached through links. */
export function withDocuments(below: Snapshot, documents: readonly SourceFile[]): Snapshot {
  const encoder = new TextEncoder();
  const entries = new Map<string, Entry>(
    documents.map(file => [
      file.path,
      { kind: 'file', realpath: file.path, file, bytes: encoder.encode(file.text) },
    ]),
  );
  return {
    entry(path) {
      const entry = below.entry(path);
      return entry?.kind === 'file' ? (entries.get(entry.realpath) ?? entry) : entry;
    },
  };
}
