import { scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import type { KustomizationRule } from '../rule.ts';
import { isTemplated } from '../templated.ts';
import { fieldAt, imageEntries } from './entries.ts';

const digests = /^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;

/** A digest that no image can have: no registry and no node takes such a reference. */
export const imageBadDigest: KustomizationRule<'image.bad-digest'> = {
  code: 'image.bad-digest',
  severity: 'warning',
  over: 'kustomization',
  check(kustomization, report) {
    for (const { node, location } of imageEntries(kustomization)) {
      const digest = textOf(scalarField(node, 'digest'));
      if (digest === '' || digests.test(digest) || isTemplated(digest)) continue;
      report({ digest }, fieldAt(location, 'digest'));
    }
  },
};
