import { imageNoEffect } from './images/noEffect.ts';
import { imageNoMatch } from './images/noMatch.ts';
import { referenceNearMiss } from './reference/nearMiss.ts';
import { referenceNoKey } from './reference/noKey.ts';
import { referenceNoPort } from './reference/noPort.ts';
import { referenceNotFound } from './reference/notFound.ts';
import { referenceNotRewritten } from './reference/notRewritten.ts';
import type { Rule } from './rule.ts';
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
