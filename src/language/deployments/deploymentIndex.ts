import { posix } from 'node:path';
import { apiVersionOf, type Resource } from '../../kustomize/resource.ts';
import type { LanguageProblem } from '../languageProblem.ts';
import type { RuleCheck } from '../rules/check.ts';
import type { Workspace } from '../workspace.ts';
import { type ApplicationSet, readApplicationSet } from './applicationSet.ts';
import { applicationDeployments } from './argo.ts';
import type { Deployment } from './deployment.ts';
import { type FluxRepository, fluxDeployments, fluxRepository } from './flux.ts';
import { manifestsBelow } from './manifests.ts';
import { findDirectories, type PlaceContext, type PlacedDeployment, placeDeployment } from './place.ts';
import type { Repository } from './repository.ts';

/** What the objects of a root say of deployments. */
export interface LookedAt {
  readonly problems: readonly LanguageProblem[];
  /** Every path that was looked at. */
  readonly paths: ReadonlySet<string>;
}

/** Who deploys what, over all roots of a workspace. */
export interface DeploymentIndex {
  /** Replaces the objects of a root; see {@link isDeploying}. */
  replace(root: string, objects: readonly Resource[]): void;
  /** What was said of a root's objects last. */
  of(root: string): LookedAt | undefined;
  /**
   * Looks at the objects that are new, and at all where repositories of Flux are others than before. Gives the roots
   * that were looked at, and the manifests without a kustomization that are deployed. Rejects only with the signal's
   * reason.
   */
  look(
    signal: AbortSignal,
  ): Promise<{ readonly roots: readonly string[]; readonly manifests: readonly string[] }>;
  /** Everything that is deployed from the workspace, as far as it was looked at. */
  all(): readonly PlacedDeployment[];
  /** Another one whenever something was looked at. */
  readonly version: number;
}

/** The kinds that name what is deployed, and those that say where it comes from. */
const deploying: Readonly<Record<string, RegExp>> = {
  Kustomization: /^kustomize\.toolkit\.fluxcd\.io\//,
  GitRepository: /^source\.toolkit\.fluxcd\.io\//,
  Application: /^argoproj\.io\//,
  ApplicationSet: /^argoproj\.io\//,
};

/** Whether an object is one by which Flux or Argo CD deploys. */
export function isDeploying({ id }: Resource): boolean {
  return deploying[id.kind]?.test(apiVersionOf(id)) === true;
}

/** Whether there may be such an object in a text: a search for two words. */
export function mayDeploy(text: string): boolean {
  return text.includes('toolkit.fluxcd.io/') || text.includes('argoproj.io/');
}

/** Nobody deploys anything yet; `rules` gives the rules that count at the time. */
export function createDeploymentIndex(workspace: Workspace, rules: () => RuleCheck): DeploymentIndex {
  const objectsOf = new Map<string, readonly Resource[]>();
  const lookedAt = new Map<string, LookedAt & { readonly placed: readonly PlacedDeployment[] }>();
  const waiting = new Set<string>();
  let repositories: readonly FluxRepository[] = [];
  let areRepositoriesOld = false;
  let version = 0;

  function refreshRepositories(): void {
    const found = [...objectsOf.values()]
      .flat()
      .filter(({ id }) => id.kind === 'GitRepository')
      .map(fluxRepository);
    areRepositoriesOld = false;
    if (JSON.stringify(found) === JSON.stringify(repositories)) return;
    repositories = found;
    for (const root of objectsOf.keys()) waiting.add(root);
  }

  async function lookAt(objects: readonly Resource[], signal: AbortSignal, paths: Set<string>) {
    const repositoryOf = rememberedByDirectory(workspace);
    const context: PlaceContext = { workspace, repositoryOf, signal, repositories, paths };
    const placed: PlacedDeployment[] = [];
    const patterns: ApplicationSet['patterns'][number][] = [];
    for (const object of objects) {
      const { path } = object.file;
      let deployments: readonly Deployment[] = [];
      if (object.id.kind === 'Kustomization') deployments = fluxDeployments(object);
      else if (object.id.kind === 'Application') deployments = applicationDeployments(object);
      else if (object.id.kind === 'ApplicationSet') {
        const set = await readApplicationSet(object, pattern => findDirectories(pattern, path, context));
        deployments = set.deployments;
        patterns.push(...set.patterns);
      }
      let isThere = true;
      for (const deployment of deployments) {
        // Of a path that is not there nothing is told but that.
        if (deployment.isComponent && !isThere) continue;
        const found = await placeDeployment(deployment, path, context);
        if (!deployment.isComponent) isThere = found?.found !== 'absent';
        if (found !== undefined) placed.push(found);
      }
    }
    return { placed, patterns };
  }

  return {
    replace(root, objects) {
      const before = objectsOf.get(root);
      if (before === undefined && objects.length === 0) return;
      if (objects.length === 0) {
        objectsOf.delete(root);
        lookedAt.delete(root);
        waiting.delete(root);
        version += 1;
      } else {
        objectsOf.set(root, objects);
        waiting.add(root);
      }
      areRepositoriesOld = true;
    },
    of: root => lookedAt.get(root),
    async look(signal) {
      if (areRepositoriesOld) refreshRepositories();
      const roots: string[] = [];
      const manifests = new Set<string>();
      for (const root of waiting) {
        const paths = new Set<string>();
        const { placed, patterns } = await lookAt(objectsOf.get(root) ?? [], signal, paths);
        for (const path of await manifestsBelow(placed, workspace, signal)) manifests.add(path);
        const problems = rules().checkDeployments({ placed, patterns });
        lookedAt.set(root, { problems, paths, placed });
        waiting.delete(root);
        roots.push(root);
        version += 1;
      }
      return { roots, manifests: [...manifests] };
    },
    get version() {
      return version;
    },
    all: () => [...lookedAt.values()].flatMap(({ placed }) => placed),
  };
}

/** The repository of each directory, looked up once. */
function rememberedByDirectory({ repositoryOf }: Workspace): PlaceContext['repositoryOf'] {
  const known = new Map<string, Repository | undefined>();
  return path => {
    const directory = posix.dirname(path);
    if (!known.has(directory)) known.set(directory, repositoryOf?.(path));
    return known.get(directory);
  };
}
