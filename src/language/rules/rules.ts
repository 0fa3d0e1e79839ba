import { envBare } from './generator/envBare.ts';
import { envExport } from './generator/envExport.ts';
import { envQuoted } from './generator/envQuoted.ts';
import { invalidKey } from './generator/invalidKey.ts';
import { literalQuoted } from './generator/literalQuoted.ts';
import { missingKey } from './generator/missingKey.ts';
import { optionNotUndone } from './generator/optionNotUndone.ts';
import { plainSecret } from './generator/plainSecret.ts';
import { trackedSecret } from './generator/trackedSecret.ts';
import { unknownBehavior } from './generator/unknownBehavior.ts';
import { unusedOptions } from './generator/unusedOptions.ts';
import { noDirectory } from './gitops/noDirectory.ts';
import { noKustomization } from './gitops/noKustomization.ts';
import { pathNotFound } from './gitops/pathNotFound.ts';
import { imageBadDigest } from './image/badDigest.ts';
import { imageDuplicate } from './image/duplicate.ts';
import { imageNameWithTag } from './image/nameWithTag.ts';
import { imageNoEffect } from './image/noEffect.ts';
import { imageNoMatch } from './image/noMatch.ts';
import { imageOutOfReach } from './image/outOfReach.ts';
import { imagePattern } from './image/pattern.ts';
import { imageTagAndDigest } from './image/tagAndDigest.ts';
import { deprecatedField } from './kustomization/deprecatedField.ts';
import { duplicateKey } from './kustomization/duplicateKey.ts';
import { emptyField } from './kustomization/emptyField.ts';
import { keyCase } from './kustomization/keyCase.ts';
import { noHeader } from './kustomization/noHeader.ts';
import { patchAsResource } from './kustomization/patchAsResource.ts';
import { repeatedItem } from './kustomization/repeatedItem.ts';
import { secondDocument } from './kustomization/secondDocument.ts';
import { unknownBuildMetadata } from './kustomization/unknownBuildMetadata.ts';
import { labelInSelector } from './label/inSelector.ts';
import { labelInvalid } from './label/invalid.ts';
import { annotationInvalid } from './label/invalidAnnotation.ts';
import { labelNoPairs } from './label/noPairs.ts';
import { labelNotString } from './label/notString.ts';
import { nameInvalid } from './name/invalid.ts';
import { namespaceInvalid } from './name/invalidNamespace.ts';
import { namespaceClusterScoped } from './namespace/clusterScoped.ts';
import { namespaceRenames } from './namespace/renames.ts';
import { namespaceSubjectLeft } from './namespace/subjectLeft.ts';
import { patchDeletesAll } from './patch/deletesAll.ts';
import { patchIgnoredName } from './patch/ignoredName.ts';
import { patchNewContainer } from './patch/newContainer.ts';
import { patchNoMatch } from './patch/noMatch.ts';
import { patchPattern } from './patch/pattern.ts';
import { patchReplacesList } from './patch/replacesList.ts';
import { patchSecondDocument } from './patch/secondDocument.ts';
import { patchUndone } from './patch/undone.ts';
import { patchUnknownField } from './patch/unknownField.ts';
import { referenceNearMiss } from './reference/nearMiss.ts';
import { referenceNoKey } from './reference/noKey.ts';
import { referenceNoPort } from './reference/noPort.ts';
import { referenceNotFound } from './reference/notFound.ts';
import { referenceNotRewritten } from './reference/notRewritten.ts';
import { replacementIgnoredOption } from './replacement/ignoredOption.ts';
import { replacementNoMatch } from './replacement/noMatch.ts';
import { replacementPattern } from './replacement/pattern.ts';
import { replacementSecondDocument } from './replacement/secondDocument.ts';
import { replacementUnknownField } from './replacement/unknownField.ts';
import { replicasAutoscaled } from './replicas/autoscaled.ts';
import { replicasNoCount } from './replicas/noCount.ts';
import { replicasNoEffect } from './replicas/noEffect.ts';
import { emptyFile } from './resource/emptyFile.ts';
import { localConfig } from './resource/localConfig.ts';
import { unlisted } from './resource/unlisted.ts';
import { unpinned } from './resource/unpinned.ts';
import type { Rule } from './rule.ts';
import { badValue } from './schema/badValue.ts';
import { deprecatedVersion } from './schema/deprecatedVersion.ts';
import { missingField } from './schema/missingField.ts';
import { noSuchVersion } from './schema/noSuchVersion.ts';
import { unknownField } from './schema/unknownField.ts';
import { wrongType } from './schema/wrongType.ts';
import { selectorNearMiss } from './selector/nearMiss.ts';
import { selectorNoMatch } from './selector/noMatch.ts';
import { selectorNoTargetPort } from './selector/noTargetPort.ts';
import { selectorPolicyNoMatch } from './selector/policyNoMatch.ts';
import { newerBehavior } from './version/newerBehavior.ts';
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
  literalQuoted,
  missingKey,
  optionNotUndone,
  plainSecret,
  trackedSecret,
  unknownBehavior,
  unusedOptions,
  noDirectory,
  noKustomization,
  pathNotFound,
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
  labelNoPairs,
  labelNotString,
  nameInvalid,
  namespaceInvalid,
  namespaceClusterScoped,
  namespaceRenames,
  namespaceSubjectLeft,
  patchDeletesAll,
  patchIgnoredName,
  patchNewContainer,
  patchNoMatch,
  patchPattern,
  patchReplacesList,
  patchSecondDocument,
  patchUndone,
  patchUnknownField,
  referenceNearMiss,
  referenceNoKey,
  referenceNoPort,
  referenceNotFound,
  referenceNotRewritten,
  replacementIgnoredOption,
  replacementNoMatch,
  replacementPattern,
  replacementSecondDocument,
  replacementUnknownField,
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
  noSuchVersion,
  unknownField,
  wrongType,
  selectorNearMiss,
  selectorNoMatch,
  selectorNoTargetPort,
  selectorPolicyNoMatch,
  newerBehavior,
  newerField,
  workloadDuplicateEnv,
  workloadDuplicateName,
  workloadNoImage,
  workloadNoSuchPort,
  workloadNoVolume,
  workloadSelectorMismatch,
];
