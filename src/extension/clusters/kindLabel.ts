import { ThemeIcon } from 'vscode';
import type { ListedKind } from '../../cluster/kinds/summary.ts';

/** How a kind is shown in the tree. */
export interface KindLabel {
  readonly kind: ListedKind;
  /** Plural. */
  readonly label: string;
  /** Said where there are none. */
  readonly none: string;
  /** Of the kind, and of its objects where they have no health of their own. */
  readonly icon: ThemeIcon;
}

/** A label of words in the user's language; `icon` is the id of one of VS Code's own. */
export function kindLabel(kind: ListedKind, label: string, none: string, icon: string): KindLabel {
  return { kind, label, none, icon: new ThemeIcon(icon) };
}
