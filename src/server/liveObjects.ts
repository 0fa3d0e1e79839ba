import { readFile, stat } from 'node:fs/promises';
import type { Range } from 'vscode-languageserver/node';
import type { ObjectIdentity } from '../kustomize/objectIdentity.ts';
import { apiVersionOf } from '../kustomize/resource.ts';
import { type RenderedFile, renderedFrom } from '../language/renderedFrom.ts';
import { createRenders, type Renders } from '../language/renders.ts';
import { sourcesOf, type YamlFiles } from '../language/sourcesOf.ts';
import { yamlFilesIn } from '../language/yamlFiles.ts';
import { pathOf, uriOf } from '../node/fileUri.ts';
import { realPath } from '../node/realPath.ts';
import { jsonText } from '../yaml/jsonText.ts';
import { rangeOf } from '../yaml/range.ts';
import type { Session } from './session.ts';

/** Where an object of a cluster is defined, as the client sees it. */
export interface SourcePlace {
  readonly uri: string;
  readonly range: Range;
  /** The directories of the roots that render it from there; none for a manifest that no root reads. */
  readonly roots: readonly string[];
  /** What it is called there. */
  readonly name: string;
}

/** A larger file is no manifest that somebody wrote. */
const mostBytes = 1024 * 1024;

/**
 * Answers what stands between manifests and the objects of a cluster: `kubewright/rendered` (`{uri}`) for what becomes of a
 * file, `kubewright/renderedObject` (an identity with its `root`) for an object as JSON text, which may hold what a Secret
 * does, and `kubewright/sourceOf` (an identity) for where an object is defined. Each waits for what is being built.
 */
export function serveLiveObjects(session: Session): void {
  const { connection, workspace, analysis, queue, cache } = session;
  const pause = () => new Promise<void>(resolve => setImmediate(resolve));
  const renders = createRenders({ workspace, known: analysis, cache, pause });
  const files = yamlFiles(session);

  connection.onRequest('kubewright/rendered', async (params: unknown): Promise<RenderedFile> => {
    const { uri } = (params ?? {}) as { uri?: unknown };
    const path = typeof uri === 'string' ? pathOf(uri) : undefined;
    if (path === undefined) return { isRead: false, objects: [] };
    await queue.idle();
    const real = realPath(path);
    return renderedFrom({ path: real, uri: uriOf(real) }, renders);
  });
  connection.onRequest('kubewright/renderedObject', async (params: unknown): Promise<string | null> => {
    const wanted = identityIn(params);
    const { root } = (params ?? {}) as { root?: unknown };
    if (wanted === undefined || typeof root !== 'string') return null;
    await queue.idle();
    return (await renderedObject(root, wanted, renders)) ?? null;
  });
  connection.onRequest('kubewright/sourceOf', async (params: unknown): Promise<readonly SourcePlace[]> => {
    const wanted = identityIn(params);
    if (wanted === undefined) return [];
    await queue.idle();
    const sources = await sourcesOf(wanted, renders, files);
    return sources.map(({ file, location, roots, name }) => ({
      uri: workspace.clientUri(file.uri),
      range: rangeOf(location, file.text) as Range,
      roots,
      name,
    }));
  });
}

/** Of a root that is known, as the engine prints it. */
async function renderedObject(
  root: string,
  { apiVersion, kind, namespace, name }: ObjectIdentity,
  renders: Renders,
): Promise<string | undefined> {
  const found = (await renders.of(root))?.result.resources.find(
    ({ id }) =>
      apiVersionOf(id) === apiVersion && id.kind === kind && id.namespace === namespace && id.name === name,
  );
  return found && jsonText(found.node);
}

/** The disk, unsaved documents first. */
function yamlFiles({ workspace }: Session): YamlFiles {
  return {
    paths: () => yamlFilesIn(workspace),
    async read(path) {
      const uri = uriOf(path);
      const known = workspace.text(uri);
      if (known !== undefined) return { uri, path, text: known };
      try {
        if ((await stat(path)).size > mostBytes) return undefined;
        return { uri, path, text: await readFile(path, 'utf8') };
      } catch {
        return undefined;
      }
    },
  };
}

/** What a client sends may be anything. */
function identityIn(params: unknown): ObjectIdentity | undefined {
  if (typeof params !== 'object' || params === null) return undefined;
  const texts = ['apiVersion', 'kind', 'namespace', 'name'];
  const isWhole = texts.every(key => typeof (params as Record<string, unknown>)[key] === 'string');
  return isWhole ? (params as ObjectIdentity) : undefined;
}
