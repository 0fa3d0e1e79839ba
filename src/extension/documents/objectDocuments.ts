import { Disposable, EventEmitter, l10n, type Uri, workspace } from 'vscode';
import type { SlimObject } from '../../cluster/watch/collection.ts';
import type { Subscription } from '../../cluster/watch/objectStore.ts';
import { failureText, isClusterFailure } from '../failureText.ts';
import type { Services } from '../services.ts';
import { sessionOf } from '../sessionOf.ts';
import { type ObjectAddress, objectAddress, objectScheme } from './documentUri.ts';

/** An object with its text, which is what its document shows. */
interface ShownObject extends SlimObject {
  readonly yaml: string;
}

interface OpenDocument {
  subscription: Subscription<ShownObject> | undefined;
  /** Called when it is closed, for whoever still waits for something to show. */
  onClose: () => void;
  /** As last shown; kept when the object goes. */
  yaml: string;
  closed: boolean;
}

type Parts = Pick<Services, 'kubeconfigs' | 'sessions' | 'textOf'>;

/**
 * Read-only documents that show objects of clusters as YAML and follow them for as long as they are open. What went
 * wrong stands in the document as a comment. The caller disposes it.
 */
export function serveObjectDocuments(parts: Parts): Disposable {
  const changed = new EventEmitter<Uri>();
  const open = new Map<string, OpenDocument>();

  async function subscribe(uri: Uri, address: ObjectAddress, document: OpenDocument): Promise<void> {
    const [session, { objectYaml, typeOf }, { objectMeta }] = await Promise.all([
      sessionOf(address.context, parts),
      import('../../cluster/objectYaml.ts'),
      import('../../cluster/resource.ts'),
    ]);
    if (document.closed) return;
    const { group, version, resource, kind, namespace, name } = address;
    const type = typeOf(address, kind);
    const subscription = session.store.subscribe<ShownObject>(
      {
        id: { group, version, resource },
        namespace: namespace === '' ? undefined : namespace,
        fieldSelector: `metadata.name=${name}`,
        slim: object => ({ metadata: objectMeta(object), yaml: objectYaml(object, type) }),
      },
      () => changed.fire(uri),
    );
    document.subscription = subscription;
    await settled(document, subscription, changed, uri);
  }

  function close(key: string): void {
    const document = open.get(key);
    open.delete(key);
    if (document === undefined) return;
    document.closed = true;
    document.subscription?.dispose();
    document.onClose();
  }

  async function contentOf(uri: Uri): Promise<string> {
    const address = objectAddress(uri);
    if (address === undefined) return comment(l10n.t('This is no address of an object.'));
    const key = uri.toString();
    const document = open.get(key) ?? newDocument();
    if (!open.has(key)) {
      open.set(key, document);
      try {
        await subscribe(uri, address, document);
      } catch (error) {
        open.delete(key);
        const text = isClusterFailure(error) ? failureText(error, parts.textOf) : messageOf(error);
        return comment(text);
      }
    }
    return textOf(document, address, parts);
  }

  return Disposable.from(
    changed,
    workspace.registerTextDocumentContentProvider(objectScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: contentOf,
    }),
    workspace.onDidCloseTextDocument(({ uri }) => close(uri.toString())),
    // Subscriptions made before live no longer; the document is asked for again.
    parts.sessions.onDidRestart(context => {
      for (const key of [...open.keys()]) {
        const document = workspace.textDocuments.find(({ uri }) => uri.toString() === key);
        if (document === undefined || objectAddress(document.uri)?.context !== context) continue;
        close(key);
        changed.fire(document.uri);
      }
    }),
    { dispose: () => [...open.keys()].forEach(close) },
  );
}

function newDocument(): OpenDocument {
  return { subscription: undefined, onClose: () => {}, yaml: '', closed: false };
}

/** Resolves once there is something to show, or a reason why not: also that the document is closed. */
async function settled(
  document: OpenDocument,
  subscription: Subscription<ShownObject>,
  changed: EventEmitter<Uri>,
  uri: Uri,
): Promise<void> {
  if (subscription.state.kind !== 'connecting') return;
  await new Promise<void>(resolve => {
    const finish = () => {
      listening.dispose();
      resolve();
    };
    const listening = changed.event(fired => {
      if (fired === uri && subscription.state.kind !== 'connecting') finish();
    });
    document.onClose = finish;
  });
}

function textOf(document: OpenDocument, { name }: ObjectAddress, { textOf }: Parts): string {
  const state = document.subscription?.state;
  const [object] = document.subscription?.items.values() ?? [];
  if (object !== undefined) document.yaml = object.yaml;
  if (state?.kind === 'retrying') {
    const text = l10n.t('This may be out of date. {0}', failureText(state.failure, textOf));
    return comment(document.yaml === '' ? failureText(state.failure, textOf) : text) + document.yaml;
  }
  if (object === undefined) return comment(l10n.t('{0} does not exist (any more).', name)) + document.yaml;
  return document.yaml;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function comment(text: string): string {
  return `${text
    .split('\n')
    .map(line => `# ${line}`)
    .join('\n')}\n`;
}
