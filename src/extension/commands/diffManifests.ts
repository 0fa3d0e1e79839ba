import type { DiffDocuments } from '../apply/diffDocuments.ts';
import { diffSource } from '../apply/diffSource.ts';
import { manifestSource } from '../apply/manifestSource.ts';
import type { Command } from '../command.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

/** `Kubewright: Compare Manifests with Cluster`: the same for files, folders and selected text. */
export function diffManifests(services: Services, documents: DiffDocuments): Command {
  return async (argument, all) => {
    requireTrust();
    await diffSource(services, documents, await manifestSource(argument, all), argument);
  };
}
