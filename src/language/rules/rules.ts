import { deprecatedField } from './deprecated/deprecatedField.ts';
import { imageBadDigest } from './images/badDigest.ts';
import { imageDuplicate } from './images/duplicate.ts';
import { imageNameWithTag } from './images/nameWithTag.ts';
import { imageNoEffect } from './images/noEffect.ts';
import { imageNoMatch } from './images/noMatch.ts';
import { imageOutOfReach } from './images/outOfReach.ts';
import { imagePattern } from './images/pattern.ts';
import { imageTagAndDigest } from './images/tagAndDigest.ts';
import { labelInSelector } from './labels/inSelector.ts';
import { labelInvalid } from './labels/invalid.ts';
import { annotationInvalid } from './labels/invalidAnnotation.ts';
import { labelNotString } from './labels/notString.ts';
import { nameInvalid } from './names/invalid.ts';
import { namespaceInvalid } from './names/invalidNamespace.ts';
import { namespaceClusterScoped } from './namespaces/clusterScoped.ts';
import { namespaceRenames } from './namespaces/renames.ts';
import { namespaceSubjectLeft } from './namespaces/subjectLeft.ts';
import { replicasAutoscaled } from './replicas/autoscaled.ts';
import { replicasNoCount } from './replicas/noCount.ts';
import { replicasNoEffect } from './replicas/noEffect.ts';
import type { Rule } from './rule.ts';

/** Every rule there is. */
export const rules: readonly Rule[] = [
  deprecatedField,
  ...[imageBadDigest, imageDuplicate, imageNameWithTag, imageNoMatch, imageNoEffect],
  ...[imageOutOfReach, imagePattern, imageTagAndDigest],
  ...[annotationInvalid, labelInSelector, labelInvalid, labelNotString],
  ...[nameInvalid, namespaceInvalid],
  ...[namespaceClusterScoped, namespaceRenames, namespaceSubjectLeft],
  ...[replicasAutoscaled, replicasNoCount, replicasNoEffect],
];
