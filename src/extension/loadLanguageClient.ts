/**
 * Loads the language client part by part, with a turn of the event loop behind each: evaluated at once, what it is made of
 * holds up the extension host for three times as long as nobody notices.
 */
export async function loadLanguageClient(): Promise<typeof import('./languageClient.ts')> {
  await import('vscode-jsonrpc/node');
  await turn();
  await import('vscode-languageserver-protocol/node');
  await turn();
  await import('vscode-languageclient/node');
  await turn();
  return import('./languageClient.ts');
}

function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
