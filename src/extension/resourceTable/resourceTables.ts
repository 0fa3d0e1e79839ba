import {
  type Disposable,
  type ExtensionContext,
  l10n,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import type { ListedKind } from '../../cluster/kinds/summary.ts';
import { type RowAction, type TableAddress, tableAddress } from '../../webview/resourceTable/protocol.ts';
import type { Services } from '../services.ts';
import type { TablePanel } from './tablePanel.ts';
import { createTableSettings } from './tableSettings.ts';

/** The tables of this window. */
export interface ResourceTables extends Disposable {
  /** Shows the table of a kind and context, which is the one that is open already where there is one. */
  open(address: TableAddress, kind: ListedKind): Promise<void>;
  /** Does something to the selected rows of the table that has the focus. */
  perform(action: RowAction): void;
}

/** Part of menus' conditions in the manifest. */
export const tableViewType = 'kubewright.resourceTable';

interface OpenTable {
  readonly panel: WebviewPanel;
  readonly table: TablePanel | undefined;
}

/** Brings back the tables that were open when the window was closed; the caller disposes it. */
export function createResourceTables(context: ExtensionContext, services: Services): ResourceTables {
  const settings = createTableSettings(context.workspaceState);
  const open = new Map<string, OpenTable>();

  async function fill(panel: WebviewPanel, address: TableAddress, kind?: ListedKind): Promise<void> {
    const key = keyOf(address);
    open.set(key, { panel, table: undefined });
    const closing = panel.onDidDispose(() => {
      if (open.get(key)?.panel === panel) open.delete(key);
    });
    const [{ createTablePanel }, { kindOf }] = await Promise.all([
      import('./tablePanel.ts'),
      import('../../cluster/kinds/kinds.ts'),
    ]);
    if (open.get(key)?.panel !== panel) return;
    const resource = { ...address, verbs: [], shortNames: [], categories: [] };
    const table = createTablePanel({
      panel,
      address,
      kind: kind ?? kindOf(resource),
      services,
      settings,
      extension: context.extensionUri,
    });
    open.set(key, { panel, table });
    panel.onDidDispose(() => {
      closing.dispose();
      table.dispose();
    });
  }

  async function restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const address = tableAddress(
      typeof state === 'object' && state !== null && 'address' in state ? state.address : undefined,
    );
    if (address === undefined || open.has(keyOf(address))) {
      panel.dispose();
      return;
    }
    if (workspace.isTrusted) return fill(panel, address);
    panel.webview.html = untrustedHtml();
    const trusted = workspace.onDidGrantWorkspaceTrust(() => {
      trusted.dispose();
      void fill(panel, address);
    });
    panel.onDidDispose(() => trusted.dispose());
  }

  const serializing = window.registerWebviewPanelSerializer(tableViewType, {
    deserializeWebviewPanel: restore,
  });
  return {
    async open(address, kind) {
      const known = open.get(keyOf(address));
      if (known !== undefined) {
        known.panel.reveal();
        return;
      }
      const title = `${address.kind} · ${address.context}`;
      const panel = window.createWebviewPanel(tableViewType, title, ViewColumn.Active, {});
      await fill(panel, address, kind);
    },
    perform(action) {
      for (const { panel, table } of open.values()) if (panel.active) table?.perform(action);
    },
    dispose() {
      serializing.dispose();
      // The tabs stay: a window that is reloaded shall have them again.
      for (const { table } of open.values()) table?.dispose();
    },
  };
}

function keyOf({ context, group, resource }: TableAddress): string {
  return JSON.stringify([context, group, resource]);
}

/** Nothing runs in it. */
function untrustedHtml(): string {
  const text = l10n.t('Kubewright connects to clusters only in a trusted workspace.');
  return `<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><p>${text}</p>`;
}
