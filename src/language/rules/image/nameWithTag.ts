import { scalarField, textOf } from '../../../kustomize/load/kustomization.ts';
import { splitImage } from '../../../kustomize/transform/imageReference.ts';
import type { KustomizationRule } from '../rule.ts';
import { isTemplated } from '../templated.ts';
import { fieldAt, imageEntries } from './entries.ts';

/** A `newName` that brings a tag or digest with it, behind which the entry's or the image's own one comes. */
export const imageNameWithTag: KustomizationRule<'image.name-with-tag'> = {
  code: 'image.name-with-tag',
  severity: 'warning',
  over: 'kustomization',
  check(kustomization, report) {
    for (const { node, location } of imageEntries(kustomization)) {
      const newName = textOf(scalarField(node, 'newName'));
      const { name, tag, digest } = splitImage(newName);
      if ((tag === '' && digest === '') || isTemplated(newName)) continue;
      const isAlone = ['newTag', 'digest', 'tagSuffix'].every(key => textOf(scalarField(node, key)) === '');
      report({ newName, name, tag, digest, isAlone }, fieldAt(location, 'newName'));
    }
  },
};
