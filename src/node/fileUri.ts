import { URI } from 'vscode-uri';

/** The absolute path of a `file:` URI with POSIX separators, or `undefined` for other schemes and nonsense. */
export function pathOf(uri: string): string | undefined {
  try {
    const parsed = URI.parse(uri, true);
    return parsed.scheme === 'file' ? parsed.fsPath.replaceAll('\\', '/') : undefined;
  } catch {
    return undefined;
  }
}

/** Absolute, in no share and without anything that a URI escapes. */
const plain = /^\/(?:[\w.~-][\w.~/-]*)?$/;

/** The URI of a path; one form everywhere, so that URIs can be compared. */
export function uriOf(path: string): string {
  // Nearly all paths need no escapes.
  return plain.test(path) ? `file://${path}` : URI.file(path).toString();
}
