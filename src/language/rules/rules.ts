import { deprecatedField } from './deprecated/deprecatedField.ts';
import { envBare } from './generators/envBare.ts';
import { envExport } from './generators/envExport.ts';
import { envQuoted } from './generators/envQuoted.ts';
import { invalidKey } from './generators/invalidKey.ts';
import { missingKey } from './generators/missingKey.ts';
import { optionNotUndone } from './generators/optionNotUndone.ts';
import { plainSecret } from './generators/plainSecret.ts';
import { trackedSecret } from './generators/trackedSecret.ts';
import { unknownBehavior } from './generators/unknownBehavior.ts';
import { unusedOptions } from './generators/unusedOptions.ts';
import { imageBadDigest } from './images/badDigest.ts';
import { imageDuplicate } from './images/duplicate.ts';
import { imageNameWithTag } from './images/nameWithTag.ts';
import { imageNoEffect } from './images/noEffect.ts';
import { imageNoMatch } from './images/noMatch.ts';
import { imageOutOfReach } from './images/outOfReach.ts';
import { imagePattern } from './images/pattern.ts';
import { imageTagAndDigest } from './images/tagAndDigest.ts';
import { duplicateKey } from './kustomizations/duplicateKey.ts';
import { emptyField } from './kustomizations/emptyField.ts';
import { keyCase } from './kustomizations/keyCase.ts';
import { noHeader } from './kustomizations/noHeader.ts';
import { patchAsResource } from './kustomizations/patchAsResource.ts';
import { repeatedItem } from './kustomizations/repeatedItem.ts';
import { secondDocument } from './kustomizations/secondDocument.ts';
import { unknownBuildMetadata } from './kustomizations/unknownBuildMetadata.ts';
import { labelInSelector } from './labels/inSelector.ts';
import { labelInvalid } from './labels/invalid.ts';
import { annotationInvalid } from './labels/invalidAnnotation.ts';
import { labelNotString } from './labels/notString.ts';
import { nameInvalid } from './names/invalid.ts';
import { namespaceInvalid } from './names/invalidNamespace.ts';
import { namespaceClusterScoped } from './namespaces/clusterScoped.ts';
import { namespaceRenames } from './namespaces/renames.ts';
import { namespaceSubjectLeft } from './namespaces/subjectLeft.ts';
import { patchDeletesAll } from './patch/deletesAll.ts';
import { patchNewContainer } from './patch/newContainer.ts';
import { patchNoMatch } from './patch/noMatch.ts';
import { referenceNearMiss } from './reference/nearMiss.ts';
import { referenceNoKey } from './reference/noKey.ts';
import { referenceNoPort } from './reference/noPort.ts';
import { referenceNotFound } from './reference/notFound.ts';
import { referenceNotRewritten } from './reference/notRewritten.ts';
import { replacementIgnoredOption } from './replacement/ignoredOption.ts';
import { replacementNoMatch } from './replacement/noMatch.ts';
import { replicasAutoscaled } from './replicas/autoscaled.ts';
import { replicasNoCount } from './replicas/noCount.ts';
import { replicasNoEffect } from './replicas/noEffect.ts';
import { emptyFile } from './resources/emptyFile.ts';
import { localConfig } from './resources/localConfig.ts';
import { unlisted } from './resources/unlisted.ts';
import { unpinned } from './resources/unpinned.ts';
import type { Rule } from './rule.ts';
import { badValue } from './schema/badValue.ts';
import { deprecatedVersion } from './schema/deprecatedVersion.ts';
import { missingField } from './schema/missingField.ts';
import { unknownField } from './schema/unknownField.ts';
import { wrongType } from './schema/wrongType.ts';
import { selectorNearMiss } from './selector/nearMiss.ts';
import { selectorNoMatch } from './selector/noMatch.ts';
import { selectorNoTargetPort } from './selector/noTargetPort.ts';
import { selectorPolicyNoMatch } from './selector/policyNoMatch.ts';
import { newerField } from './version/newerField.ts';
import { workloadDuplicateEnv } from './workload/duplicateEnv.ts';
import { workloadDuplicateName } from './workload/duplicateName.ts';
import { workloadNoImage } from './workload/noImage.ts';
import { workloadNoSuchPort } from './workload/noSuchPort.ts';
import { workloadNoVolume } from './workload/noVolume.ts';
import { workloadSelectorMismatch } from './workload/selectorMismatch.ts';

/** Every rule there is, group by group. */
export const rules: readonly Rule[] = [
  deprecatedField,
  envBare,
  envExport,
  envQuoted,
  invalidKey,
  missingKey,
  optionNotUndone,
  plainSecret,
  trackedSecret,
  unknownBehavior,
  unusedOptions,
  imageBadDigest,
  imageDuplicate,
  imageNameWithTag,
  imageNoEffect,
  imageNoMatch,
  imageOutOfReach,
  imagePattern,
  imageTagAndDigest,
  duplicateKey,
  emptyField,
  keyCase,
  noHeader,
  patchAsResource,
  repeatedItem,
  secondDocument,
  unknownBuildMetadata,
  labelInSelector,
  labelInvalid,
  annotationInvalid,
  labelNotString,
  nameInvalid,
  namespaceInvalid,
  namespaceClusterScoped,
  namespaceRenames,
  namespaceSubjectLeft,
  patchDeletesAll,
  patchNewContainer,
  patchNoMatch,
  referenceNearMiss,
  referenceNoKey,
  referenceNoPort,
  referenceNotFound,
  referenceNotRewritten,
  replacementIgnoredOption,
  replacementNoMatch,
  replicasAutoscaled,
  replicasNoCount,
  replicasNoEffect,
  emptyFile,
  localConfig,
  unlisted,
  unpinned,
  badValue,
  deprecatedVersion,
  missingField,
  unknownField,
  wrongType,
  selectorNearMiss,
  selectorNoMatch,
  selectorNoTargetPort,
  selectorPolicyNoMatch,
  newerField,
  workloadDuplicateEnv,
  workloadDuplicateName,
  workloadNoImage,
  workloadNoSuchPort,
  workloadNoVolume,
  workloadSelectorMismatch,
];
