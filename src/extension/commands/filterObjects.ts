import { CancellationError, l10n, window } from 'vscode';
import { type ClusterFilter, everything } from '../clusterFilters.ts';
import { contextOf } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import { requireTarget } from '../requireTarget.ts';
import type { Services } from '../services.ts';

/** `Kubewright: Filter Objects…`: shows only what has a text in its row, or has labels. */
export function filterObjects(services: Services): Command {
  return async argument => {
    const kubeContext = contextOf(argument) ?? (await requireTarget(services)).kubeContext;
    const { text, labelSelector } = services.filters.of(kubeContext.name);
    const typed = await window.showInputBox({
      title: l10n.t('Filter the objects of {0}', kubeContext.name),
      prompt: l10n.t('Part of a name or a column, or labels as in app=web,tier!=cache'),
      value: labelSelector ?? text ?? '',
    });
    if (typed === undefined) throw new CancellationError();
    await services.filters.set(kubeContext.name, filterOf(typed.trim()));
  };
}

/** `Kubewright: Show Everything`: takes all filters off a context. */
export function showEverything(services: Services): Command {
  return async argument => {
    const kubeContext = contextOf(argument) ?? (await requireTarget(services)).kubeContext;
    await services.filters.set(kubeContext.name, everything);
  };
}

/** No name and hardly a column has what every selector of labels has. */
function filterOf(typed: string): Pick<ClusterFilter, 'text' | 'labelSelector'> {
  if (typed === '') return { text: undefined, labelSelector: undefined };
  const isSelector = /[=!]|\b(?:not)?in\s*\(/.test(typed);
  return isSelector
    ? { text: undefined, labelSelector: typed }
    : { text: typed.toLowerCase(), labelSelector: undefined };
}
