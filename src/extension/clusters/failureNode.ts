import { l10n, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import type { ClusterFailure } from '../../cluster/failure.ts';
import type { TextOf } from '../../messages/text.ts';
import { failureText } from '../failureText.ts';
import type { TreeNode } from './treeNode.ts';

/** A row that says what went wrong and what to do; the whole text is in its tooltip and behind a click. */
export interface FailureNode extends TreeNode {
  readonly text: string;
  /** To try again; `undefined` where a corrected file is picked up by itself. */
  readonly context: string | undefined;
}

/** `context` is what a retry starts anew. */
export function createFailureNode(
  parentId: string,
  failure: ClusterFailure,
  textOf: TextOf,
  context: string | undefined,
): FailureNode {
  const text = failureText(failure, textOf);
  const node: FailureNode = {
    id: `${parentId}/!${failure.code}`,
    text,
    context,
    item() {
      const item = new TreeItem(failureTitle(failure));
      item.id = node.id;
      item.description = text;
      item.tooltip = text;
      item.iconPath = new ThemeIcon('error', new ThemeColor('charts.red'));
      item.contextValue = context === undefined ? 'failure' : 'failure retryable';
      item.command = { command: 'kubewright.showFailure', title: l10n.t('Show Failure'), arguments: [node] };
      return item;
    },
  };
  return node;
}

/** Two or three words, since rows are narrow. */
export function failureTitle({ code }: ClusterFailure): string {
  switch (code) {
    case 'connection.refused':
      return l10n.t('Connection refused');
    case 'connection.timeout':
      return l10n.t('No answer');
    case 'connection.proxy':
      return l10n.t('No way through the proxy');
    case 'connection.certificate-time':
    case 'credentials.certificate-expired':
      return l10n.t('Certificate out of date');
    case 'connection.tls':
      return l10n.t('No trusted connection');
    case 'connection.name':
      return l10n.t('Unknown host');
    case 'response.unauthorized':
    case 'credentials.unencrypted':
      return l10n.t('Not signed in');
    case 'response.forbidden':
      return l10n.t('Not allowed');
    case 'response.not-found':
      return l10n.t('Not served');
    case 'response.unavailable':
      return l10n.t('Server unavailable');
    case 'credentials.exec-closed':
    case 'credentials.exec-interactive':
      return l10n.t('Login needed');
    case 'kubeconfig.repeated':
    case 'kubeconfig.shadowed':
      return l10n.t('Name taken twice');
    case 'response.malformed':
      return l10n.t('No Kubernetes API');
    default:
      if (code.startsWith('kubeconfig.')) return l10n.t('Broken kubeconfig');
      if (code.startsWith('credentials.')) return l10n.t('No credentials');
      return code.startsWith('connection.') ? l10n.t('No connection') : l10n.t('Request failed');
  }
}
