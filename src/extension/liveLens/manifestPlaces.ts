import { manifestsIn } from '../../kustomize/manifests.ts';
import { identityOf, type ObjectIdentity } from '../../kustomize/objectIdentity.ts';
import type { Resource } from '../../kustomize/resource.ts';
import { jsonText } from '../../yaml/jsonText.ts';
import type { SourceFile } from '../../yaml/node.ts';
import type { RenderedFile } from './serverAnswers.ts';

/** An object of a cluster that a manifest stands for. */
export interface LiveTarget extends ObjectIdentity {
  /** The directory of the root that renders it; `undefined` for a manifest that is applied as it stands. */
  readonly root: string | undefined;
}

/** A manifest in a text, and what it stands for. */
export interface ManifestPlace {
  /** Zero-based: where its first key stands, and where its document or item ends. */
  readonly line: number;
  readonly endLine: number;
  /** One for each object that roots make of it; at least one. */
  readonly targets: readonly LiveTarget[];
  /** The manifest as JSON text, as it stands. */
  readonly json: string;
}

/**
 * The manifests of a file. Where roots read the file (`rendered`), each stands for what they make of it, and one of which they
 * make nothing, such as a patch, for nothing.
 */
export function manifestPlaces(
  file: SourceFile,
  rendered: RenderedFile | undefined,
): readonly ManifestPlace[] {
  const manifests = manifestsIn(file).filter(({ node }) => node.start >= 0);
  return manifests.flatMap((manifest, index) => {
    const targets = targetsOf(manifest, rendered);
    if (targets.length === 0) return [];
    const next = manifests[index + 1]?.node.start ?? file.text.length;
    return [
      {
        line: lineAt(file.text, manifest.node.start),
        endLine: lineAt(file.text, Math.max(next - 1, manifest.node.start)),
        targets,
        json: jsonText(manifest.node),
      },
    ];
  });
}

function targetsOf({ id, location }: Resource, rendered: RenderedFile | undefined): readonly LiveTarget[] {
  if (rendered?.isRead !== true) return [{ ...identityOf(id), root: undefined }];
  const own = rendered.objects.filter(
    ({ document, item }) => document === location.document && item.join() === location.path.join(),
  );
  const targets = new Map<string, LiveTarget>();
  for (const { root, apiVersion, kind, namespace, name } of own) {
    const key = [apiVersion, kind, namespace, name].join(' ');
    if (!targets.has(key)) targets.set(key, { root, apiVersion, kind, namespace, name });
  }
  return [...targets.values()];
}

function lineAt(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
