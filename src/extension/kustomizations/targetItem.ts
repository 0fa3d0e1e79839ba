import { l10n, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import type { HistoryRecord } from '../../apply/history/record.ts';
import { age } from '../clusters/age.ts';
import { healthIcon } from '../clusters/health.ts';
import type { DeployedSet } from './deployedSets.ts';
import type { Distance } from './distances.ts';
import type { DriftCheck } from './driftChecks.ts';

/** More commits in a tooltip nobody reads. */
const mostCommits = 10;

/** What is known of a target. */
export interface TargetState {
  readonly check: DriftCheck;
  readonly distance: Distance | undefined;
  /** Whether the kustomization has no other target in that context. */
  readonly isOnlyOne: boolean;
}

/**
 * The row of a target: whether it is as it is here and how many commits it is behind, which must be seen in a narrow row too,
 * and what was applied when.
 */
export function targetItem(id: string, set: DeployedSet, state: TargetState): TreeItem {
  const { check, distance, isOnlyOne } = state;
  const [latest] = set.records;
  const item = new TreeItem(isOnlyOne ? set.session.kubeContext.name : targetName(set));
  item.id = id;
  item.description = [
    ...(latest?.result === 'partial' ? [l10n.t('partly applied')] : []),
    checkText(check),
    ...distanceTexts(distance),
    ...(isOnlyOne ? [set.namespace] : []),
    ...(latest === undefined
      ? [l10n.t('nothing recorded')]
      : [commitText(latest), age(latest.time, Date.now())]),
  ]
    .filter(text => text !== '')
    .join(' · ');
  item.tooltip = tooltipOf(set, check, distance);
  item.iconPath = iconOf(check, latest);
  const hasCommit = set.records.some(({ commit }) => commit !== undefined);
  item.contextValue = hasCommit ? 'target recorded' : 'target';
  return item;
}

/** Where a set is, for people. */
export function targetName({ session, namespace }: DeployedSet): string {
  return `${session.kubeContext.name} / ${namespace}`;
}

/** What of targets is worth a word in the row of their kustomization; where there is one only, it needs no name. */
export function targetSummaries(
  targets: readonly { readonly set: DeployedSet; readonly state: TargetState }[],
): string[] {
  return targets.map(({ set, state: { check, distance, isOnlyOne } }) => {
    const told = [checkText(check), ...distanceTexts(distance)].filter(text => text !== '').join(', ');
    const name = isOnlyOne ? set.session.kubeContext.name : targetName(set);
    if (told === '') return name;
    return targets.length === 1 ? told : `${name}: ${told}`;
  });
}

/** A commit as people know it, with a star where files differed from it. */
export function commitText({ commit, dirty }: Pick<HistoryRecord, 'commit' | 'dirty'>): string {
  if (commit === undefined) return '';
  return `${commit.slice(0, 8)}${dirty ? '*' : ''}`;
}

function checkText(check: DriftCheck): string {
  if (check.is === 'in-sync') return l10n.t('in sync');
  if (check.is === 'checking') return l10n.t('comparing…');
  if (check.is === 'failed') return l10n.t('cannot be compared');
  if (check.is === 'drifted') return l10n.t('drifted: {0}', check.create + check.change + check.prune);
  return '';
}

function distanceTexts(distance: Distance | undefined): string[] {
  if (distance === undefined) return [];
  if (distance === 'unknown-commit') return [l10n.t('commit not in this repository')];
  const { behind, ahead } = distance;
  return [
    ...(behind.length > 0 ? [l10n.t('{0} behind', behind.length)] : []),
    ...(ahead.length > 0 ? [l10n.t('{0} from elsewhere', ahead.length)] : []),
  ];
}

function iconOf(check: DriftCheck, latest: HistoryRecord | undefined): ThemeIcon {
  if (check.is === 'checking') return healthIcon('changing');
  if (check.is === 'failed') return healthIcon('bad');
  const isPartial = latest?.result === 'partial';
  if (check.is === 'drifted' || isPartial) return new ThemeIcon('warning', new ThemeColor('charts.yellow'));
  return check.is === 'in-sync' ? healthIcon('good') : healthIcon('off');
}

function tooltipOf(
  { name, namespace, records: [latest] }: DeployedSet,
  check: DriftCheck,
  distance: Distance | undefined,
): string {
  const lines = [l10n.t('Set: {0}', `${namespace}/${name}`)];
  if (latest !== undefined) {
    lines.push(l10n.t('Applied by {0} on {1} with {2}', latest.user, latest.time, latest.tool));
    lines.push(l10n.t('Commit: {0}', latest.commit ?? l10n.t('not known')));
    if (latest.dirty) lines.push(l10n.t('Files differed from that commit.'));
  }
  if (check.is === 'unknown') lines.push(l10n.t('Whether it drifted is not known before it is compared.'));
  if (check.is === 'drifted') {
    const { create, change, prune } = check;
    lines.push(l10n.t('An apply would create {0}, change {1} and delete {2}.', create, change, prune));
  }
  if (check.is === 'failed') lines.push(check.text);
  if ('at' in check)
    lines.push(l10n.t('Compared {0} ago', age(new Date(check.at).toISOString(), Date.now())));
  if (typeof distance === 'object' && distance.behind.length > 0) {
    lines.push('', l10n.t('Not deployed:'));
    for (const { commit, subject, author } of distance.behind.slice(0, mostCommits)) {
      lines.push(`${commit.slice(0, 8)} ${subject} (${author})`);
    }
    const rest = distance.behind.length - mostCommits;
    if (rest > 0) lines.push(l10n.t('and {0} more', rest));
  }
  return lines.join('\n');
}
