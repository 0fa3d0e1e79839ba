import type { ApplyPlan } from '../../apply/plan.ts';
import type { Resource } from '../../kustomize/resource.ts';
import { buildKustomization } from '../apply/buildKustomization.ts';
import { failureText, isClusterFailure } from '../failureText.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import type { DeployedSet } from './deployedSets.ts';
import type { DriftCheck } from './driftChecks.ts';
import type { Kustomization } from './kustomizationList.ts';
import { kustomizationRow, targetRow } from './rows.ts';
import { targetsIn, type ViewParts } from './viewParts.ts';

/**
 * Asks servers by dry runs what applying a row's kustomization would change at its target, or at all of its targets, and notes
 * the answers; changes nothing. Rejects with a UserError in a workspace that is not trusted.
 */
export async function checkDrift(
  { textOf }: Pick<Services, 'textOf'>,
  parts: ViewParts,
  argument: unknown,
  onChange: () => void,
): Promise<void> {
  requireTrust();
  const kustomization = kustomizationRow(argument)?.kustomization;
  if (kustomization === undefined) return;
  const target = targetRow(argument);
  const targets = target === undefined ? targetsIn(parts, kustomization) : [target.set];
  const note = (set: DeployedSet, check: DriftCheck) => {
    parts.checks.note(set, check);
    onChange();
  };
  for (const set of targets) note(set, { is: 'checking' });
  const { signal } = new AbortController();
  await Promise.all(
    targets.map(async set => {
      try {
        note(set, await compare(kustomization, set, textOf, signal));
      } catch (error) {
        const at = Date.now();
        if (isClusterFailure(error)) {
          note(set, { is: 'failed', at, text: failureText(error, textOf), failure: error });
          return;
        }
        note(set, { is: 'unknown' });
        throw error;
      }
    }),
  );
}

async function compare(
  { path }: Kustomization,
  set: DeployedSet,
  textOf: Services['textOf'],
  signal: AbortSignal,
): Promise<DriftCheck> {
  const { resources, problems } = await buildKustomization(path, signal);
  const broken = problems.find(({ severity }) => severity === 'error');
  if (broken !== undefined) return { is: 'failed', at: Date.now(), text: textOf(broken) };
  const plan = await planAt(set, resources, signal);
  const [refused] = plan.problems;
  if (refused !== undefined) return { is: 'failed', at: Date.now(), text: textOf(refused) };
  const { planDiff } = await import('../../apply/diff/planDiff.ts');
  const kinds = planDiff(plan).map(({ kind }) => kind);
  const create = kinds.filter(kind => kind === 'create' || kind === 'unverified').length;
  const change = kinds.filter(kind => kind === 'change').length;
  const prune = plan.set?.prune.length ?? 0;
  const isSame = create + change + prune === 0;
  return isSame
    ? { is: 'in-sync', at: Date.now() }
    : { is: 'drifted', at: Date.now(), create, change, prune };
}

async function planAt(
  { session, name, namespace, records }: DeployedSet,
  resources: readonly Resource[],
  signal: AbortSignal,
): Promise<ApplyPlan> {
  const { planApply } = await import('../../apply/planApply.ts');
  const { connection, discovery } = session;
  return planApply({
    connection,
    discovery,
    resources,
    namespace: records[0]?.namespace || namespace,
    set: { name, namespace },
    signal,
  });
}
