import type { ExtensionContext } from 'vscode';
import { compose } from './composition.ts';

/** Called by VS Code when an activation event fires; what it starts belongs to the context's subscriptions. */
export function activate(context: ExtensionContext): void {
  context.subscriptions.push(compose(context));
}

/** Called by VS Code before it ends the extension. */
export function deactivate(): void {}
