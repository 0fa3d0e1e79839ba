import type { ExtensionContext } from 'vscode';

/** Called by VS Code when an activation event fires; what it starts belongs to the context's subscriptions. */
export function activate(_context: ExtensionContext): void {}

/** Called by VS Code before it ends the extension. */
export function deactivate(): void {}
