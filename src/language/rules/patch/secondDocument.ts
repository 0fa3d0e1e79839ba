import type { BuildRule } from '../rule.ts';
import { secondDocumentIn } from '../secondDocument.ts';
import { patchEntriesOf } from './patchEntries.ts';

/** Operations behind a `---` in the file of a JSON patch: kustomize reads the first document alone. */
export const patchSecondDocument: BuildRule<'patch.second-document'> = {
  code: 'patch.second-document',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'written',
  deadEntry: 'whole',
  check({ result }, report) {
    for (const { read, file, kustomization } of patchEntriesOf(result)) {
      if (read.form !== 'json' || file === kustomization.file || !file.text.includes('\n---')) continue;
      const place = secondDocumentIn(file);
      if (place !== undefined) report({}, place);
    }
  },
};
