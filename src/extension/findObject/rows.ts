import { l10n, type QuickInputButton, type QuickPickItem, ThemeIcon } from 'vscode';
import type { Listed } from '../../cluster/kinds/kindQuery.ts';
import { nameOf } from '../../cluster/kinds/kinds.ts';
import type { ListedKind, Summary } from '../../cluster/kinds/summary.ts';
import type { KubeContext } from '../../cluster/kubeconfig/kubeconfig.ts';
import type { ApiResource } from '../../cluster/resource.ts';
import type { CollectionState } from '../../cluster/watch/collection.ts';
import { categories, nodesLabel } from '../clusters/categories/builtInKinds.ts';
import type { ClusterScope } from '../clusters/clusterScope.ts';
import { factText } from '../clusters/factText.ts';
import { healthIcon } from '../clusters/health.ts';

/** An object as commands take it, in the shape of its row in the tree. */
export interface ObjectTarget {
  readonly scope: ClusterScope;
  readonly kind: ListedKind;
  readonly object: Listed;
}

/** What a row of the search stands for. */
export type Choice =
  | { readonly is: 'object'; readonly target: ObjectTarget }
  | { readonly is: 'kind'; readonly name: string }
  /** What is typed for it. */
  | { readonly is: 'command'; readonly text: string }
  | { readonly is: 'namespace'; readonly scope: ClusterScope; readonly namespace: string }
  | { readonly is: 'context'; readonly kubeContext: KubeContext }
  /** A context that does not answer: to be asked again. */
  | { readonly is: 'failure'; readonly kubeContext: KubeContext }
  | { readonly is: 'note' };

/** A row, with buttons that run commands on what it stands for. */
export interface FindRow extends QuickPickItem {
  /** The same for the same thing, so that it stays chosen while rows come and go. */
  readonly key: string;
  readonly choice: Choice;
  readonly buttons?: readonly CommandButton[];
}

/** A button that runs a command. */
export interface CommandButton extends QuickInputButton {
  readonly command: string;
  readonly argument: unknown;
}

const icons = new Map(
  [nodesLabel, ...categories.flatMap(({ kinds }) => kinds)].map(({ kind, icon }) => [nameOf(kind.id), icon]),
);

/** An object: how it does, its name, where it is and what it is, and what its kind tells of it. */
export function objectRow(target: ObjectTarget, state: CollectionState): FindRow {
  const { scope, kind, object } = target;
  const { namespace, name, deletionTimestamp } = object.metadata;
  const { kubeContext } = scope;
  const now = Date.now();
  const isLeaving = deletionTimestamp !== undefined && kind.kind !== 'Pod';
  const place = [...(namespace === '' ? [] : [namespace]), kind.kind, kubeContext.name].join(' · ');
  const status = [
    ...(isLeaving ? ['Terminating'] : []),
    ...object.facts.map(fact => factText(fact, now)),
    // What is still being listed is no older than it looks.
    ...(state.kind === 'live' || state.kind === 'connecting' ? [] : [l10n.t('may be out of date')]),
  ].join(' · ');
  return {
    ...alwaysShown,
    key: `${kubeContext.name} ${nameOf(kind.id)} ${namespace} ${name}`,
    label: name,
    description: status === '' ? place : `${place} — ${status}`,
    iconPath: iconOf(kind, object, isLeaving),
    buttons: objectButtons(target),
    choice: { is: 'object', target },
  };
}

/** A kind to search in, under the name that is the shortest to type. */
export function kindRow({ kind, resource, group, shortNames }: ApiResource, isShared: boolean): FindRow {
  const name = isShared ? nameOf({ group, resource }) : (shortNames[0] ?? resource);
  return {
    ...alwaysShown,
    key: `kind ${nameOf({ group, resource })}`,
    label: `${name}/`,
    description: group === '' ? kind : `${kind} · ${group}`,
    iconPath: icons.get(nameOf({ group, resource })) ?? new ThemeIcon('symbol-class'),
    choice: { is: 'kind', name },
  };
}

/** A namespace to stay in. */
export function namespaceRow(scope: ClusterScope, namespace: string): FindRow {
  return {
    ...alwaysShown,
    key: `namespace ${scope.kubeContext.name} ${namespace}`,
    label: namespace,
    description: scope.kubeContext.name,
    iconPath: new ThemeIcon('symbol-namespace'),
    buttons: [button('check', l10n.t('Use Namespace'), 'kubewright.useNamespace', { scope, namespace })],
    choice: { is: 'namespace', scope, namespace },
  };
}

/** A context to stay in; `isOpen` where it is talked to already. */
export function contextRow(kubeContext: KubeContext, isOpen: boolean): FindRow {
  return {
    ...alwaysShown,
    key: `context ${kubeContext.name}`,
    label: kubeContext.name,
    description: [kubeContext.cluster.server, ...(isOpen ? [l10n.t('open')] : [])].join(' · '),
    iconPath: new ThemeIcon('server-environment'),
    buttons: [button('check', l10n.t('Use Context'), 'kubewright.useContext', { kubeContext })],
    choice: { is: 'context', kubeContext },
  };
}

/** Why a context's objects are not there, or not as they are now; to choose it is to try again. */
export function failureRow(kubeContext: KubeContext, text: string): FindRow {
  return {
    ...alwaysShown,
    key: `failure ${kubeContext.name}`,
    label: kubeContext.name,
    description: l10n.t('connect again'),
    detail: text,
    iconPath: new ThemeIcon('warning'),
    choice: { is: 'failure', kubeContext },
  };
}

/** A row that only tells something. */
export function noteRow(label: string, description = ''): FindRow {
  return { ...alwaysShown, key: 'note', label, description, choice: { is: 'note' } };
}

/** What is shown is decided here; the editor's own filter knows nothing of prefixes. */
const alwaysShown = { alwaysShow: true };

function iconOf(kind: ListedKind, { health }: Summary, isLeaving: boolean): ThemeIcon {
  if (isLeaving) return healthIcon('changing');
  if (health !== undefined) return healthIcon(health);
  return icons.get(nameOf(kind.id)) ?? new ThemeIcon('symbol-object');
}

function objectButtons(target: ObjectTarget): CommandButton[] {
  const { capabilities } = target.object;
  return [
    ...(capabilities.includes('loggable')
      ? [button('output', l10n.t('Show Pod Log'), 'kubewright.showPodLog', target)]
      : []),
    ...(capabilities.includes('forwardable')
      ? [button('arrow-swap', l10n.t('Forward Port…'), 'kubewright.forwardPort', target)]
      : []),
    button('file-code', l10n.t('Go to Manifest'), 'kubewright.goToManifest', target),
  ];
}

function button(icon: string, tooltip: string, command: string, argument: unknown): CommandButton {
  return { iconPath: new ThemeIcon(icon), tooltip, command, argument };
}
