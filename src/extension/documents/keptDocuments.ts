import { Disposable, Uri, workspace } from 'vscode';

/** Read-only documents of texts that exist nowhere else; each is kept until its editor is closed. */
export interface KeptDocuments<T extends { readonly text: string }> extends Disposable {
  /** A document of its own; `path` is what tabs show, `name` tells those of one path apart. */
  add(path: string, name: string, content: T): Uri;
  get(uri: Uri): T | undefined;
}

/** The caller disposes it. */
export function keepDocuments<T extends { readonly text: string }>(scheme: string): KeptDocuments<T> {
  const contents = new Map<string, T>();
  let count = 0;
  const serving = Disposable.from(
    workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: uri => contents.get(uri.toString())?.text ?? '',
    }),
    workspace.onDidCloseTextDocument(({ uri }) => contents.delete(uri.toString())),
  );
  return {
    add(path, name, content) {
      count += 1;
      const uri = Uri.from({ scheme, path, query: `${name}=${count}` });
      contents.set(uri.toString(), content);
      return uri;
    },
    get: uri => contents.get(uri.toString()),
    dispose() {
      serving.dispose();
      contents.clear();
    },
  };
}
