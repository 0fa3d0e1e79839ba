import {
  CodeLens,
  Disposable,
  EventEmitter,
  l10n,
  languages,
  Range,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import { atMost } from '../atMost.ts';
import { failureText } from '../failureText.ts';
import { isLensOn } from '../lensSetting.ts';
import type { Services } from '../services.ts';
import { createDriftStore, type DriftStore } from './driftStore.ts';
import type { DriftState } from './drifts.ts';
import { createFollowedObjects, type LensTarget } from './followed.ts';
import type { LensSubject } from './lensSubject.ts';
import { driftText, statusText } from './lensText.ts';
import type { LiveTarget, ManifestPlace } from './manifestPlaces.ts';
import type { Manifests } from './manifests.ts';

/** The lenses of this window. */
export interface LiveLenses extends Disposable {
  /** Shows an answer that a command got. */
  compared(subject: LensSubject, json: string, state: DriftState): void;
}

/** More lenses above one manifest nobody reads; the other objects are in a pick. */
const mostTargets = 3;
/** Several objects that change together are told together. */
const settleMilliseconds = 300;
/** A lens that knows nothing yet says so after this long. */
const patienceMilliseconds = 1500;

/**
 * Says above each manifest how its object does, and whether it drifted. It looks only where a session of the active context is
 * open already, follows what is on the screen, and lets it go with the editor. The caller disposes it.
 */
export function serveLiveLenses(services: Services, manifests: Manifests): LiveLenses {
  const changed = new EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;
  const redraw = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      changed.fire();
    }, settleMilliseconds);
  };
  const where = () => lensTarget(services);
  const followed = createFollowedObjects(where, redraw);
  const drifts = createDriftStore(followed, manifests, redraw);
  const roles = new WeakMap<CodeLens, Role>();

  async function provide(document: TextDocument): Promise<CodeLens[]> {
    if (where() === undefined || !isLensOn(document, 'liveObjectLens')) return [];
    // A language server that ended cannot say what the file stands for.
    const places = await manifests.of(document).catch(() => []);
    followed.keep(
      document.uri.toString(),
      places.flatMap(({ targets }) => targets),
    );
    return places.flatMap(place => {
      const range = new Range(place.line, 0, place.line, 0);
      const lenses = place.targets.slice(0, mostTargets).flatMap(target => {
        const subject = { document, place, target };
        const isThere = followed.of(target)?.state.is === 'there';
        return (isThere ? (['status', 'drift'] as const) : (['status'] as const)).map(says => {
          const lens = new CodeLens(range);
          roles.set(lens, { ...subject, says });
          return lens;
        });
      });
      const more = place.targets.length - mostTargets;
      if (more <= 0) return lenses;
      const title = l10n.t('{0} more…', more);
      const command = { title, command: 'kubewright.goToLiveObject', arguments: [{ document, place }] };
      return [...lenses, new CodeLens(range, command)];
    });
  }

  async function resolve(lens: CodeLens): Promise<CodeLens> {
    const role = roles.get(lens);
    if (role === undefined) return lens;
    const { document, place, target } = role;
    // What is followed for an editor that is gone nobody would let go.
    if (!window.visibleTextEditors.some(editor => editor.document === document)) return lens;
    const subject: LensSubject = { document, place, target };
    const object = await followed.follow(document.uri.toString(), target);
    if (object === undefined) return lens;
    await atMost(patienceMilliseconds, object.known);
    const { name } = object.session.kubeContext;
    const where = object.namespace === undefined ? name : `${name} / ${object.namespace}`;
    if (role.says === 'status') {
      const title = statusText(target, object.state, overlayOf(place, target));
      const failure = object.state.is === 'failed' ? failureText(object.state.failure, services.textOf) : '';
      const tooltip = [where, failure].filter(line => line !== '').join('\n');
      lens.command = { title, tooltip, command: 'kubewright.goToLiveObject', arguments: [subject] };
    } else {
      const { known, isCurrent } = await drifts.look(subject);
      const failure = known?.state.is === 'failed' ? failureText(known.state.failure, services.textOf) : '';
      const tooltip = [where, failure, fieldsOf(known)].filter(line => line !== '').join('\n');
      const title = driftText(known, isCurrent);
      lens.command = { title, tooltip, command: 'kubewright.showDrift', arguments: [subject] };
    }
    return lens;
  }

  const startAnew = () => {
    followed.clear();
    drifts.clear();
    redraw();
  };
  const provider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: provide,
    resolveCodeLens: resolve,
  };
  const disposable = Disposable.from(
    changed,
    languages.registerCodeLensProvider({ language: 'yaml', scheme: 'file' }, provider),
    services.active.onDidChange(startAnew),
    services.sessions.onDidChangeOpened(startAnew),
    window.onDidChangeVisibleTextEditors(editors =>
      followed.keepDocuments(new Set(editors.map(({ document }) => document.uri.toString()))),
    ),
    workspace.onDidCloseTextDocument(drifts.closed),
    workspace.onDidSaveTextDocument(document => {
      if (document.languageId === 'yaml') drifts.saved(document);
    }),
    workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('kubewright.liveObjectLens')) startAnew();
    }),
    {
      dispose() {
        clearTimeout(timer);
        followed.clear();
      },
    },
  );
  return { compared: drifts.compared, dispose: () => disposable.dispose() };
}

interface Role extends LensSubject {
  readonly says: 'status' | 'drift';
}

/** Never opens a session. */
function lensTarget({ active, sessions }: Services): LensTarget | undefined {
  const { target } = active;
  const session = sessions.opened.find(({ kubeContext }) => kubeContext.name === target?.context);
  return target && session && { session, namespace: target.namespace };
}

/** Which overlay an object is of, where there are several. */
function overlayOf({ targets }: ManifestPlace, { root }: LiveTarget): string | undefined {
  return targets.length < 2 || root === undefined ? undefined : workspace.asRelativePath(Uri.file(root));
}

function fieldsOf(known: Awaited<ReturnType<DriftStore['look']>>['known']): string {
  if (known?.state.is !== 'known' || known.state.drift.kind !== 'drifted') return '';
  const paths = known.state.drift.changes.map(({ field }) => field);
  return [...paths.slice(0, 10), ...(paths.length > 10 ? ['…'] : [])].join('\n');
}
