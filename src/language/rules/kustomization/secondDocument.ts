import type { KustomizationRule } from '../rule.ts';
import { secondDocumentIn } from '../secondDocument.ts';

/** A document behind the first one: kustomize does not read it. */
export const secondDocument: KustomizationRule<'kustomization.second-document'> = {
  code: 'kustomization.second-document',
  severity: 'warning',
  over: 'kustomization',
  check({ file }, report) {
    const place = secondDocumentIn(file);
    if (place !== undefined) report({}, place);
  },
};
