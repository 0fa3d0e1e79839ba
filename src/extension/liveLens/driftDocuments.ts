import { Disposable, Uri, workspace } from 'vscode';

/** Both sides of a drift as YAML. */
export interface DriftTexts {
  readonly live: string;
  readonly applied: string;
}

/** Documents that show the two sides of a drift as they were when it was asked for. */
export interface DriftDocuments extends Disposable {
  /** Makes both; `path` is what tabs show. */
  show(path: string, texts: DriftTexts): { readonly live: Uri; readonly applied: Uri };
}

const scheme = 'kubewright-drift';

/** Keeps texts until their documents are closed; the caller disposes it. */
export function serveDriftDocuments(): DriftDocuments {
  const texts = new Map<string, string>();
  let count = 0;
  const serving = Disposable.from(
    workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: uri => texts.get(uri.toString()) ?? '',
    }),
    workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString())),
  );
  const add = (path: string, side: string, text: string) => {
    const uri = Uri.from({ scheme, path: `/${path}.yaml`, query: `${side}=${count}` });
    texts.set(uri.toString(), text);
    return uri;
  };
  return {
    show(path, { live, applied }) {
      count += 1;
      return { live: add(path, 'live', live), applied: add(path, 'applied', applied) };
    },
    dispose: () => serving.dispose(),
  };
}
