/** Parses JSON as VS Code writes its settings: with comments and commas at the end. `undefined` where it is broken. */
export function parseJsonWithComments(text: string): unknown {
  const tokens =
    /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*[}\]])/g;
  const plain = text
    .replace(/^\ufeff/, '')
    .replaceAll(tokens, token => (token.startsWith('"') ? token : ' '));
  try {
    return JSON.parse(plain);
  } catch {
    return undefined;
  }
}
