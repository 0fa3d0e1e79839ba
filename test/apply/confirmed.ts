import { confirmApply } from '../../src/apply/confirmApply.ts';
import type { ApplyPlan } from '../../src/apply/plan.ts';
import { planApply } from '../../src/apply/planApply.ts';
import type { ApplyReport } from '../../src/apply/report.ts';
import { type RunOptions, runApply } from '../../src/apply/runApply.ts';
import type { ConfirmedChange } from '../../src/cluster/change/confirm.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import type { Project } from './project.ts';

/** The agreement of a user who says yes to everything. */
export async function agree(plan: ApplyPlan): Promise<ConfirmedChange> {
  const confirmed = await confirmApply(plan, { confirm: async () => true });
  if (confirmed === undefined) throw new Error('not confirmed');
  return confirmed;
}

/** Plans, agrees, applies to the namespace `default`. */
export async function applyProject(
  connection: Connection,
  { resources }: Project,
  options: Partial<RunOptions> & { readonly namespace?: string } = {},
): Promise<{ readonly plan: ApplyPlan; readonly report: ApplyReport }> {
  const plan = await planApply({ connection, resources, namespace: options.namespace ?? 'default' });
  const confirmed = await agree(plan);
  return { plan, report: await runApply({ ...options, plan, confirmed, connection }) };
}

/** `Kind/name verdict` of each object. */
export function verdicts(plan: ApplyPlan): string[] {
  return plan.objects.map(({ kind, name, verdict }) => `${kind}/${name} ${verdict.kind}`);
}

/** `Kind/name outcome` of each object. */
export function outcomes(report: ApplyReport): string[] {
  return report.objects.map(({ planned, outcome }) => `${planned.kind}/${planned.name} ${outcome.kind}`);
}
