import {
  CodeLens,
  Disposable,
  EventEmitter,
  l10n,
  languages,
  Range,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import { isLensOn } from '../lensSetting.ts';
import type { LensSubject } from '../liveLens/lensSubject.ts';
import type { Manifests } from '../liveLens/manifests.ts';
import type { Services } from '../services.ts';
import type { PortPlace } from './portPlaces.ts';

/** What a lens on a port is about. */
export interface PortSubject extends LensSubject {
  readonly port: PortPlace;
}

/** More lenses on one port nobody reads. */
const mostTargets = 3;

/**
 * Offers above each port of a Service or container, and each backend of an Ingress, to forward it in the active context. It
 * asks no cluster. The caller disposes it.
 */
export function serveForwardLenses({ active }: Pick<Services, 'active'>, manifests: Manifests): Disposable {
  const changed = new EventEmitter<void>();

  async function provide(document: TextDocument): Promise<CodeLens[]> {
    if (active.target === undefined || !isLensOn(document, 'portForwardLens')) return [];
    const { portPlaces } = await import('./portPlaces.ts');
    const file = { uri: document.uri.toString(), path: document.uri.path, text: document.getText() };
    const places = await manifests.of(document).catch(() => []);
    return portPlaces(file, places).flatMap(port => {
      const range = new Range(port.line, 0, port.line, 0);
      const { targets } = port.place;
      return targets.slice(0, mostTargets).map(target => {
        const overlay =
          targets.length < 2 || target.root === undefined
            ? ''
            : workspace.asRelativePath(Uri.file(target.root));
        const title =
          overlay === ''
            ? l10n.t('Forward port {0}', port.port)
            : l10n.t('Forward port {0} of {1}', port.port, overlay);
        const subject: PortSubject = { document, place: port.place, target, port };
        const tooltip = active.target?.context ?? '';
        return new CodeLens(range, {
          title,
          tooltip,
          command: 'kubewright.forwardManifestPort',
          arguments: [subject],
        });
      });
    });
  }

  return Disposable.from(
    changed,
    languages.registerCodeLensProvider(
      { language: 'yaml', scheme: 'file' },
      { onDidChangeCodeLenses: changed.event, provideCodeLenses: provide },
    ),
    active.onDidChange(() => changed.fire()),
    workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('kubewright.portForwardLens')) changed.fire();
    }),
  );
}
