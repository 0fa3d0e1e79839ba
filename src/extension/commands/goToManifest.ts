import { CancellationError, l10n, Range, Uri, window, workspace } from 'vscode';
import { objectRow } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import { type ObjectAddress, objectAddress } from '../documents/documentUri.ts';
import type { KustomizationServer } from '../languageServer.ts';
import { ownersOf } from '../liveLens/owners.ts';
import type { SourcePlace } from '../liveLens/serverAnswers.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';
import { UserError } from '../userError.ts';

/**
 * `Kubewright: Go to Manifest`: from an object of the tree or its document to the file of the workspace that defines it, or
 * defines what made it.
 */
export function goToManifest(services: Services, server: KustomizationServer): Command {
  return async argument => {
    requireTrust();
    const address = addressOf(argument);
    if (address === undefined) {
      throw new UserError(l10n.t('Choose an object of the view Clusters, or open one as YAML.'));
    }
    const places = await placesOf(address, services, server);
    const place = places.length === 1 ? places[0] : await choose(places, address);
    if (place === undefined) {
      throw new UserError(
        l10n.t('No manifest of this workspace defines {0} {1}.', address.kind, address.name),
      );
    }
    const { start, end } = place.range;
    await window.showTextDocument(Uri.parse(place.uri), {
      selection: new Range(start.line, start.character, end.line, end.character),
    });
  };
}

/** Of a row, of the document that a menu names, or of the one in the editor. */
function addressOf(argument: unknown): ObjectAddress | undefined {
  const row = objectRow(argument);
  if (row !== undefined) {
    const { object, scope, kind } = row;
    const { namespace, name } = object.metadata;
    return { context: scope.kubeContext.name, ...kind.id, kind: kind.kind, namespace, name };
  }
  const uri = argument instanceof Uri ? argument : window.activeTextEditor?.document.uri;
  return uri && objectAddress(uri);
}

/** What a controller made leads to what its owner is defined by: a pod to the manifest of its Deployment. */
async function placesOf(
  address: ObjectAddress,
  services: Services,
  server: KustomizationServer,
): Promise<readonly SourcePlace[]> {
  const { group, version, kind, namespace, name } = address;
  const apiVersion = group === '' ? version : `${group}/${version}`;
  const ask = (identity: object) =>
    server.request<readonly SourcePlace[]>('kubewright/sourceOf', { namespace, ...identity });
  const own = await ask({ apiVersion, kind, name });
  if (own.length > 0) return own;
  for await (const owner of ownersOf(address, services)) {
    const found = await ask(owner);
    if (found.length > 0) return found;
  }
  return [];
}

async function choose(
  places: readonly SourcePlace[],
  { kind, name }: ObjectAddress,
): Promise<SourcePlace | undefined> {
  if (places.length === 0) return undefined;
  const items = places.map(place => ({
    label: place.name,
    description: `${workspace.asRelativePath(Uri.parse(place.uri))}:${place.range.start.line + 1}`,
    detail: place.roots.map(root => workspace.asRelativePath(Uri.file(root))).join(', '),
    place,
  }));
  const placeHolder = l10n.t('Choose a manifest of {0} {1}', kind, name);
  const chosen = await window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  if (chosen === undefined) throw new CancellationError();
  return chosen.place;
}
