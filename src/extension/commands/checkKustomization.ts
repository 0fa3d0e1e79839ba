import type { Command } from '../command.ts';
import type { KustomizationsView } from '../kustomizations/kustomizationsView.ts';

/** `Kubewright: Check for Drift`: asks by a dry run whether what a row stands for is as it is here. */
export function checkKustomization(view: Pick<KustomizationsView, 'check'>): Command {
  return argument => view.check(argument);
}
