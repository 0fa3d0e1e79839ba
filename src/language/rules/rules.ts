import { imageNoEffect } from './images/noEffect.ts';
import { imageNoMatch } from './images/noMatch.ts';
import type { Rule } from './rule.ts';
import { badValue } from './schema/badValue.ts';
import { deprecatedVersion } from './schema/deprecatedVersion.ts';
import { missingField } from './schema/missingField.ts';
import { unknownField } from './schema/unknownField.ts';
import { wrongType } from './schema/wrongType.ts';

/** Every rule there is. */
export const rules: readonly Rule[] = [
  imageNoMatch,
  imageNoEffect,
  badValue,
  deprecatedVersion,
  missingField,
  unknownField,
  wrongType,
];
