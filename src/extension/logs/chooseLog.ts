import { CancellationError, l10n, type QuickPickItem, window } from 'vscode';
import type { ContainerSummary, PodSummary } from '../../cluster/kinds/pod.ts';

/** Which log of a pod. */
export interface LogChoice {
  readonly containers: readonly string[];
  /** That before the last restart; then it is of one container. */
  readonly previous: boolean;
}

interface Choice extends QuickPickItem, LogChoice {}

/**
 * Asks where there is more than one: several containers, unless `container` names one, or one that was started again.
 */
export async function chooseLog(
  { metadata, containers }: PodSummary,
  container: string | undefined,
): Promise<LogChoice> {
  const started = containers.filter(
    ({ hasStarted, name }) => hasStarted && (container === undefined || name === container),
  );
  const running = started.filter(({ role }) => role === 'main');
  const all: Choice[] =
    running.length < 2
      ? []
      : [
          {
            label: l10n.t('All containers'),
            description: running.map(({ name }) => name).join(', '),
            containers: running.map(({ name }) => name),
            previous: false,
          },
        ];
  const choices = [...all, ...mainFirst(started).flatMap(choicesOf)];
  const [only] = choices;
  if (only !== undefined && choices.length === 1) return only;
  const chosen = await window.showQuickPick(choices, {
    placeHolder: l10n.t('Choose the log of {0}', metadata.name),
  });
  if (chosen === undefined) throw new CancellationError();
  return chosen;
}

function mainFirst(containers: readonly ContainerSummary[]): ContainerSummary[] {
  return containers.toSorted((a, b) => Number(b.role === 'main') - Number(a.role === 'main'));
}

function choicesOf({ name, role, restarts }: ContainerSummary): Choice[] {
  const description =
    role === 'main' ? '' : role === 'init' ? l10n.t('init container') : l10n.t('debug container');
  const now = { label: name, description, containers: [name], previous: false };
  if (restarts === 0) return [now];
  return [
    now,
    { label: name, description: l10n.t('before its last restart'), containers: [name], previous: true },
  ];
}
