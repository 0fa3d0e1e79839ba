import type { KustomizationRole } from '../language/kustomizationRole.ts';
import { isKustomizationFile, kustomizationIn } from '../language/roots.ts';
import { pathOf, uriOf } from '../node/fileUri.ts';
import { realPath } from '../node/realPath.ts';
import type { ProblemCounts } from './rootProblems.ts';
import type { Session } from './session.ts';

/**
 * Told to a client of ours: the URIs of all folders with a kustomization, as `directories`, and what each is to the others
 * and runs into, as `kustomizations`.
 */
export const kustomizationsNotification = 'kubewright/kustomizations';

/** A kustomization of the workspace, in the URIs of the client. */
export interface ToldKustomization extends Omit<KustomizationRole, 'kind'> {
  readonly directory: string;
  readonly file: string;
  /** `unknown` where its kustomization could never be read. */
  readonly kind: KustomizationRole['kind'] | 'unknown';
  readonly problems: ProblemCounts;
}

/** Gives a function that tells a client that wants it of the kustomizations where anything of them is different. */
export function tellKustomizationFolders(session: Session): () => void {
  const { connection, workspace, analysis, publisher, client } = session;
  if (!client.wantsKustomizations) return () => undefined;
  serveRootFiles(session);
  let told = '';
  return () => {
    // Runs behind each key press, so URIs are made only where something changed.
    const roots = analysis.roots().filter(root => {
      const entry = workspace.snapshot.entry(root);
      return entry?.kind === 'directory' && entry.names.some(isKustomizationFile);
    });
    const now = [analysis.rolesVersion, publisher.problems.version, ...roots].join('\n');
    if (now === told) return;
    told = now;
    const kustomizations = roots
      .map(root => toldOf(root, session))
      .sort((one, other) => (one.directory < other.directory ? -1 : 1));
    const directories = kustomizations.map(({ directory }) => directory);
    void connection.sendNotification(kustomizationsNotification, { directories, kustomizations });
  };
}

function toldOf(root: string, { workspace, analysis, publisher }: Session): ToldKustomization {
  const role = analysis.known(root)?.role;
  const clientUri = (path: string) => workspace.clientUri(uriOf(path));
  return {
    directory: clientUri(root),
    file: clientUri(kustomizationIn(workspace, root) ?? root),
    kind: role?.kind ?? 'unknown',
    bases: (role?.bases ?? []).map(clientUri),
    components: (role?.components ?? []).map(clientUri),
    remotes: role?.remotes ?? [],
    problems: publisher.problems.of(root),
  };
}

/** Answers `kubewright/rootFiles` (`{directory}`, a URI): the paths of the files that the last build of a root took in. */
function serveRootFiles({ connection, analysis, queue }: Session): void {
  connection.onRequest('kubewright/rootFiles', async (params: unknown): Promise<readonly string[]> => {
    const { directory } = (params ?? {}) as { directory?: unknown };
    const path = typeof directory === 'string' ? pathOf(directory) : undefined;
    if (path === undefined) return [];
    await queue.idle();
    const files = analysis.known(realPath(path))?.files ?? [];
    return [...files].flatMap(uri => pathOf(uri) ?? []);
  });
}
