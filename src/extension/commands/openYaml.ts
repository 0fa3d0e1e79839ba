import { CancellationError, window, workspace } from 'vscode';
import type { ObjectNode } from '../clusters/objectNode.ts';
import { objectRow } from '../clusters/rowArguments.ts';
import type { Command } from '../command.ts';
import { objectUri } from '../documents/documentUri.ts';
import { requireTrust } from '../trust.ts';

/** `Kubewright: Open as YAML`: shows an object of the tree in a read-only document that follows it. */
export function openYaml(): Command {
  return async argument => {
    requireTrust();
    const row = objectRow(argument);
    if (row === undefined) throw new CancellationError();
    await showObject(row);
  };
}

/** Opens an object's document; a preview is replaced by the next one. */
export async function showObject(
  { object, scope, kind }: Pick<ObjectNode, 'object' | 'scope' | 'kind'>,
  preview = true,
): Promise<void> {
  const { namespace, name } = object.metadata;
  const uri = objectUri({ context: scope.kubeContext.name, ...kind.id, kind: kind.kind, namespace, name });
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview });
}
