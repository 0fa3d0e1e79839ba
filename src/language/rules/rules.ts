import { imageNoEffect } from './images/noEffect.ts';
import { imageNoMatch } from './images/noMatch.ts';
import type { Rule } from './rule.ts';
import { newerField } from './version/newerField.ts';

/** Every rule there is. */
export const rules: readonly Rule[] = [imageNoMatch, imageNoEffect, newerField];
