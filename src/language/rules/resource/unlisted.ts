import { posix } from 'node:path';
import { keyOf } from '../../../kustomize/load/kustomization.ts';
import { keyAt } from '../../../yaml/location.ts';
import { firstLineOf } from '../../firstLine.ts';
import type { SiblingRule } from '../rule.ts';

/** A manifest beside a kustomization that no kustomization reads: it never gets to a cluster by them. */
export const unlisted: SiblingRule<'resource.unlisted'> = {
  code: 'resource.unlisted',
  severity: 'hint',
  over: 'siblings',
  check({ file, name, result }, report) {
    const [own] = result.kustomizations;
    if (own === undefined) return;
    const kustomization = posix.basename(own.file.path);
    const stem = name.replace(/\.ya?ml$/i, '');
    const listed = ['.yaml', '.yml']
      .map(extension => stem + extension)
      .find(other => other !== name && result.reads.get(posix.join(own.directory, other))?.kind === 'file');
    const params = { name, kustomization, ...(listed === undefined ? {} : { listed }) };
    const list = keyOf(own.node, 'resources');
    report(params, firstLineOf(file), list === undefined ? [] : [keyAt(own.file, [list])]);
  },
};
