import { imageNoEffect } from './images/noEffect.ts';
import { imageNoMatch } from './images/noMatch.ts';
import { patchDeletesAll } from './patch/deletesAll.ts';
import { patchNewContainer } from './patch/newContainer.ts';
import { patchNoMatch } from './patch/noMatch.ts';
import { replacementIgnoredOption } from './replacement/ignoredOption.ts';
import { replacementNoMatch } from './replacement/noMatch.ts';
import type { Rule } from './rule.ts';

/** Every rule there is. */
export const rules: readonly Rule[] = [
  imageNoMatch,
  imageNoEffect,
  patchDeletesAll,
  patchNewContainer,
  patchNoMatch,
  replacementIgnoredOption,
  replacementNoMatch,
];
