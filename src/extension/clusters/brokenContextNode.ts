import { l10n, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import type { BrokenContext } from '../../cluster/kubeconfig/kubeconfig.ts';
import type { TextOf } from '../../messages/text.ts';
import { failureText } from '../failureText.ts';
import { type FailureNode, failureTitle } from './failureNode.ts';

/** The row of a context that cannot be used as it is written; it goes or changes with its file. */
export function createBrokenContextNode({ name, failure, file }: BrokenContext, textOf: TextOf): FailureNode {
  const text = failureText(failure, textOf);
  const node: FailureNode = {
    // A name may be taken twice over.
    id: `broken/${name}/${file}`,
    text,
    context: undefined,
    item() {
      const item = new TreeItem(name);
      item.id = node.id;
      item.description = `${failureTitle(failure)} · ${text}`;
      item.tooltip = text;
      item.iconPath = new ThemeIcon('error', new ThemeColor('charts.red'));
      item.contextValue = 'failure';
      item.command = { command: 'kubewright.showFailure', title: l10n.t('Show Failure'), arguments: [node] };
      return item;
    },
  };
  return node;
}
