import { isKustomizationFile } from '../language/roots.ts';
import { uriOf } from '../node/fileUri.ts';
import type { Session } from './session.ts';

/** Told to a client of ours: the URIs of all folders with a kustomization, as `directories`. */
export const kustomizationsNotification = 'kubewright/kustomizations';

/** Gives a function that tells the client of the folders with a kustomization where they are others than before. */
export function tellKustomizationFolders({ connection, workspace, analysis, client }: Session): () => void {
  if (!client.wantsKustomizations) return () => undefined;
  let told = '';
  return () => {
    // Runs behind each key press, so URIs are made only where something changed.
    const roots = analysis.roots().filter(root => {
      const entry = workspace.snapshot.entry(root);
      return entry?.kind === 'directory' && entry.names.some(isKustomizationFile);
    });
    const now = roots.join('\n');
    if (now === told) return;
    told = now;
    const directories = roots.map(root => workspace.clientUri(uriOf(root))).sort();
    void connection.sendNotification(kustomizationsNotification, { directories });
  };
}
