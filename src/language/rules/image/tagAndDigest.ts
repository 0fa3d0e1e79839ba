import { scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import type { KustomizationRule } from '../rule.ts';
import { fieldAt, imageEntries } from './entries.ts';

/** An entry of `images` with a tag and a digest: both come out, and the tag says nothing of what will run. */
export const imageTagAndDigest: KustomizationRule<'image.tag-and-digest'> = {
  code: 'image.tag-and-digest',
  severity: 'hint',
  over: 'kustomization',
  check(kustomization, report) {
    for (const { node, location } of imageEntries(kustomization)) {
      const tag = textOf(scalarField(node, 'newTag'));
      if (tag === '' || textOf(scalarField(node, 'digest')) === '') continue;
      report({ tag }, fieldAt(location, 'newTag'), [fieldAt(location, 'digest')]);
    }
  },
};
