import type { ReplacementRule } from '../rule.ts';
import { secondDocumentIn } from '../secondDocument.ts';

/** Replacements behind a `---` in a file of their own: kustomize reads the first document alone. */
export const replacementSecondDocument: ReplacementRule<'replacement.second-document'> = {
  code: 'replacement.second-document',
  severity: 'warning',
  over: 'replacements',
  deadEntry: 'whole',
  check({ file, isOwnFile }, report) {
    const place = isOwnFile ? secondDocumentIn(file) : undefined;
    if (place !== undefined) report({}, place);
  },
};
