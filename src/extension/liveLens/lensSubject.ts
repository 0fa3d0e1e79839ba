import { CancellationError, l10n, type TextDocument, Uri, window, workspace } from 'vscode';
import { UserError } from '../userError.ts';
import type { LiveTarget, ManifestPlace } from './manifestPlaces.ts';
import type { Manifests } from './manifests.ts';

/** What a lens, and the command behind it, is about. */
export interface LensSubject {
  readonly document: TextDocument;
  readonly place: ManifestPlace;
  readonly target: LiveTarget;
}

/**
 * The subject of the lens that was pressed; else of the manifest at the cursor, where the user chooses among the objects that
 * overlays make of it. Throws a UserError where there is none.
 */
export async function requireSubject(argument: unknown, manifests: Manifests): Promise<LensSubject> {
  const pressed = subjectIn(argument);
  if (pressed?.target !== undefined) return { ...pressed, target: pressed.target };
  const found = pressed ?? (await atCursor(manifests));
  if (found === undefined) {
    throw new UserError(l10n.t('There is no manifest of an object at the cursor.'));
  }
  return { ...found, target: await chooseTarget(found.place) };
}

type PlaceInDocument = Pick<LensSubject, 'document' | 'place'>;

/** Arguments of commands may come from anywhere; ours come from lenses. */
function subjectIn(argument: unknown): (PlaceInDocument & Partial<LensSubject>) | undefined {
  const isOurs =
    typeof argument === 'object' && argument !== null && 'document' in argument && 'place' in argument;
  return isOurs ? (argument as PlaceInDocument & Partial<LensSubject>) : undefined;
}

async function atCursor(manifests: Manifests): Promise<PlaceInDocument | undefined> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== 'yaml') return undefined;
  const { document } = editor;
  const { line } = editor.selection.active;
  const places = await manifests.of(document);
  const place = places.findLast(each => each.line <= line && line <= each.endLine);
  // A comment above the first key belongs to it.
  const only = place ?? (places[0] !== undefined && line < places[0].line ? places[0] : undefined);
  return only && { document, place: only };
}

async function chooseTarget({ targets }: ManifestPlace): Promise<LiveTarget> {
  const [only] = targets;
  if (only !== undefined && targets.length === 1) return only;
  const items = targets.map(target => ({
    label: target.root === undefined ? target.name : workspace.asRelativePath(Uri.file(target.root)),
    description: [target.namespace, target.kind, target.name].filter(part => part !== '').join(' · '),
    target,
  }));
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('Choose which of its objects'),
    matchOnDescription: true,
  });
  if (chosen === undefined) throw new CancellationError();
  return chosen.target;
}
