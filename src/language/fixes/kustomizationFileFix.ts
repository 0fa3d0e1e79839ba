import { posix } from 'node:path';
import { pathScalar } from './pathScalar.ts';
import type { FixRequest, QuickFix } from './quickFix.ts';
import { listable } from './readableManifests.ts';

/** Gives a kustomization the name that kustomize looks for, or makes one of the manifests in a directory that has none. */
export async function kustomizationFileFix(request: FixRequest): Promise<QuickFix | undefined> {
  const { problem, path } = request;
  if (problem.code === 'kustomization.misnamed') {
    const { rightName } = problem.params;
    return renameTo(path, posix.join(posix.dirname(path), rightName));
  }
  if (problem.code !== 'kustomization.missing' || 'start' in problem.location) return undefined;
  if (problem.location.path.length === 0) return undefined;
  const directory = posix.resolve(posix.dirname(path), problem.params.directory);
  const { nearest } = problem.params;
  const names = (await request.workspace.readDirectory(directory)).map(({ name }) => name);
  if (nearest === undefined) return createIn(directory, names, request);
  if (!names.includes(nearest)) return undefined;
  const rightName = /\.yml$/i.test(nearest) ? 'kustomization.yml' : 'kustomization.yaml';
  return renameTo(posix.join(directory, nearest), posix.join(directory, rightName));
}

function renameTo(from: string, to: string): QuickFix {
  return {
    title: { code: 'fix.rename-file', params: { to: posix.basename(to) } },
    edits: [],
    files: [{ kind: 'rename', from, to }],
    preferred: true,
  };
}

async function createIn(
  directory: string,
  names: readonly string[],
  { problem, path, workspace }: FixRequest,
): Promise<QuickFix | undefined> {
  const files = await listable(
    names.map(name => posix.join(directory, name)),
    workspace,
  );
  if (files.length === 0) return undefined;
  const isComponent = 'path' in problem.location && /^components$/i.test(String(problem.location.path[0]));
  const version = isComponent ? 'v1alpha1' : 'v1beta1';
  const items = files.map(file => `- ${pathScalar(posix.basename(file))}\n`).join('');
  const header = `apiVersion: kustomize.config.k8s.io/${version}\nkind: ${isComponent ? 'Component' : 'Kustomization'}\n`;
  return {
    title: {
      code: 'fix.create-kustomization',
      params: { directory: posix.relative(posix.dirname(path), directory) || '.' },
    },
    edits: [],
    files: [
      {
        kind: 'create',
        path: posix.join(directory, 'kustomization.yaml'),
        text: `${header}resources:\n${items}`,
      },
    ],
    preferred: false,
  };
}
