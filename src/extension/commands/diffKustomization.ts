import { kustomizationSource } from '../apply/applySource.ts';
import { chooseKustomization } from '../apply/chooseKustomization.ts';
import type { DiffDocuments } from '../apply/diffDocuments.ts';
import { diffSource } from '../apply/diffSource.ts';
import type { Command } from '../command.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

/** `Kubewright: Compare with Cluster`: what applying the kustomization would change, in the diff editor. */
export function diffKustomization(services: Services, documents: DiffDocuments): Command {
  return async argument => {
    requireTrust();
    const source = await kustomizationSource(await chooseKustomization(argument));
    await diffSource(services, documents, source, argument);
  };
}
