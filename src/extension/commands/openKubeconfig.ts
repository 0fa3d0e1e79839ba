import { Uri, window, workspace } from 'vscode';
import type { Command } from '../command.ts';
import type { Services } from '../services.ts';

/** `Kubewright: Open Kubeconfig`: opens the file, or lets the user choose among several. */
export function openKubeconfig({ kubeconfigs }: Pick<Services, 'kubeconfigs'>): Command {
  return async () => {
    const { files } = await kubeconfigs.load();
    const file = files.length > 1 ? await window.showQuickPick([...files]) : files[0];
    if (file === undefined) return;
    const uri = Uri.file(file);
    const exists = await workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    await window.showTextDocument(exists ? uri : uri.with({ scheme: 'untitled' }));
  };
}
