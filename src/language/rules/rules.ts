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
import { imageNoEffect } from './images/noEffect.ts';
import { imageNoMatch } from './images/noMatch.ts';
import { duplicateKey } from './kustomizations/duplicateKey.ts';
import { emptyField } from './kustomizations/emptyField.ts';
import { keyCase } from './kustomizations/keyCase.ts';
import { noHeader } from './kustomizations/noHeader.ts';
import { patchAsResource } from './kustomizations/patchAsResource.ts';
import { repeatedItem } from './kustomizations/repeatedItem.ts';
import { secondDocument } from './kustomizations/secondDocument.ts';
import { unknownBuildMetadata } from './kustomizations/unknownBuildMetadata.ts';
import { referenceNearMiss } from './reference/nearMiss.ts';
import { referenceNoKey } from './reference/noKey.ts';
import { referenceNoPort } from './reference/noPort.ts';
import { referenceNotFound } from './reference/notFound.ts';
import { referenceNotRewritten } from './reference/notRewritten.ts';
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
import { workloadDuplicateEnv } from './workload/duplicateEnv.ts';
import { workloadDuplicateName } from './workload/duplicateName.ts';
import { workloadNoImage } from './workload/noImage.ts';
import { workloadNoSuchPort } from './workload/noSuchPort.ts';
import { workloadNoVolume } from './workload/noVolume.ts';
import { workloadSelectorMismatch } from './workload/selectorMismatch.ts';

/** Every rule there is. */
export const rules: readonly Rule[] = [
  imageNoMatch,
  imageNoEffect,
  badValue,
  deprecatedVersion,
  missingField,
  unknownField,
  wrongType,
  unknownBehavior,
  invalidKey,
  optionNotUndone,
  unusedOptions,
  envQuoted,
  envExport,
  envBare,
  plainSecret,
  trackedSecret,
  missingKey,
  unknownBuildMetadata,
  secondDocument,
  duplicateKey,
  keyCase,
  emptyField,
  repeatedItem,
  noHeader,
  patchAsResource,
  emptyFile,
  localConfig,
  unpinned,
  unlisted,
  referenceNotFound,
  referenceNearMiss,
  referenceNotRewritten,
  referenceNoKey,
  referenceNoPort,
  selectorNoMatch,
  selectorNearMiss,
  selectorPolicyNoMatch,
  selectorNoTargetPort,
  workloadSelectorMismatch,
  workloadNoImage,
  workloadNoSuchPort,
  workloadNoVolume,
  workloadDuplicateName,
  workloadDuplicateEnv,
];
