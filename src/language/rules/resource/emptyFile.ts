import { items, textOf } from '../../../kustomize/load/kustomization.ts';
import { resolvePath } from '../../../kustomize/load/loadFile.ts';
import type { SourceFile } from '../../../yaml/node.ts';
import type { BuildRule } from '../rule.ts';

/** A resource file with nothing in it but comments: kustomize takes it for no resources. */
export const emptyFile: BuildRule<'resource.empty-file'> = {
  code: 'resource.empty-file',
  severity: 'information',
  over: 'build',
  in: 'any',
  of: 'written',
  deadEntry: 2,
  check({ result }, report) {
    for (const kustomization of result.kustomizations) {
      for (const { node, location } of items(kustomization, 'resources')) {
        const path = textOf(node);
        const entry = path === '' ? undefined : result.reads.get(resolvePath(kustomization, path));
        if (entry?.kind === 'file' && isEmpty(entry.file)) {
          report({ path }, location, [{ uri: entry.file.uri, start: 0, end: 0 }]);
        }
      }
    }
  },
};

const known = new WeakMap<SourceFile, boolean>();

/** Whether each line is blank, a comment or a separator. */
function isEmpty(file: SourceFile): boolean {
  const answer = known.get(file) ?? !/^(?!\s*$|[^\S\n]*#|---[^\S\n]*(?:#.*)?$)/m.test(file.text);
  known.set(file, answer);
  return answer;
}
