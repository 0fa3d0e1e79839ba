import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, workspace } from 'vscode';
import type { GroupName } from './grouped.ts';
import type { Kustomization, ProblemCounts } from './kustomizationList.ts';

const icons: Readonly<Record<GroupName, string>> = {
  overlays: 'layers',
  standalone: 'file-code',
  bases: 'package',
  components: 'extensions',
};

/** `overlays/prod` says what it is; what is above comes behind. */
const labelSteps = 2;

/** The row of a kustomization: its problems by severity, then where it is and how it is there. */
export function kustomizationItem(
  id: string,
  kustomization: Kustomization,
  group: GroupName,
  targets: readonly string[],
  isExpandable: boolean,
): TreeItem {
  const { uri, problems } = kustomization;
  const state = isExpandable ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
  const { label, above } = rowName(kustomization);
  const item = new TreeItem(label, state);
  item.id = id;
  item.description = [...problemTexts(problems), ...targets, ...above].join(' · ');
  item.tooltip = [
    workspace.asRelativePath(uri),
    ...problemTexts(problems),
    ...(problems.information + problems.hint > 0
      ? [l10n.t('notes: {0}', problems.information + problems.hint)]
      : []),
    ...targets,
  ].join('\n');
  item.iconPath = iconOf(problems, group);
  item.contextValue = ['kustomization', group, ...(targets.length > 0 ? ['deployed'] : [])].join(' ');
  item.command = openCommand(kustomization);
  return item;
}

/** The directory, relative to the workspace. */
export function kustomizationName({ path }: Pick<Kustomization, 'path'>): string {
  return workspace.asRelativePath(path);
}

/** A narrow view shows how a row begins, and in large repositories paths differ in how they end. */
function rowName(kustomization: Kustomization): {
  readonly label: string;
  readonly above: readonly string[];
} {
  const steps = kustomizationName(kustomization).split('/');
  const above = steps.slice(0, -labelSteps).join('/');
  return { label: steps.slice(-labelSteps).join('/'), above: above === '' ? [] : [above] };
}

/** The row of something that a kustomization names: a base, a component, or a repository where there is no kustomization. */
export function usedItem(id: string, kind: 'bases' | 'components', used: Kustomization | string): TreeItem {
  const { label, above } = typeof used === 'string' ? { label: used, above: [] } : rowName(used);
  const item = new TreeItem(label);
  item.id = id;
  item.description = [kind === 'bases' ? l10n.t('base') : l10n.t('component'), ...above].join(' · ');
  item.iconPath = new ThemeIcon(typeof used === 'string' ? 'globe' : icons[kind]);
  item.tooltip = typeof used === 'string' ? used : workspace.asRelativePath(used.uri);
  if (typeof used === 'string') item.contextValue = 'remote';
  else {
    item.contextValue = `kustomization ${kind} used`;
    item.command = openCommand(used);
  }
  return item;
}

/** What a heading says. */
export function groupTitle(group: GroupName): string {
  switch (group) {
    case 'overlays':
      return l10n.t('Overlays');
    case 'standalone':
      return l10n.t('Standing Alone');
    case 'bases':
      return l10n.t('Bases');
    case 'components':
      return l10n.t('Components');
  }
}

function openCommand({ uri }: Kustomization) {
  return { command: 'vscode.open', title: l10n.t('Open'), arguments: [uri] };
}

function problemTexts({ error, warning }: ProblemCounts): string[] {
  return [
    ...(error > 0 ? [l10n.t('errors: {0}', error)] : []),
    ...(warning > 0 ? [l10n.t('warnings: {0}', warning)] : []),
  ];
}

function iconOf({ error, warning }: ProblemCounts, group: GroupName): ThemeIcon {
  if (error > 0) return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  if (warning > 0) return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
  return new ThemeIcon(icons[group]);
}
