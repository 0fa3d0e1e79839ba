import type { ReplacementProblems } from '../../kustomize/replacement/problems.ts';
import { objectText, objectTexts } from '../objectText.ts';

export const replacementMessages: {
  [C in keyof ReplacementProblems]: (params: ReplacementProblems[C]) => string;
} = {
  'replacement.path-and-inline': () =>
    'This entry has both "path" and a replacement written out. Keep one of the two.',
  'replacement.bad-file': p => `"${p.path}" holds neither a replacement nor a list of replacements.`,
  'replacement.no-source': () => 'This replacement has no source. Add "source" or "sourceValue".',
  'replacement.both-sources': () => '"source" and "sourceValue" exclude each other. Keep one of the two.',
  'replacement.no-targets': () => 'This replacement has no targets. Add "targets".',
  'replacement.no-select': () => 'This target has no "select". Say which resources to write to.',
  'replacement.nothing-selected': p =>
    `No resource matches this source (${p.selector || 'it is empty'}).${
      p.nearest === undefined ? '' : ` Did you mean "${p.nearest}"?`
    }`,
  'replacement.several-selected': p =>
    `Several resources match this source (${p.selector || 'it is empty'}): ${objectTexts(p.candidates).join(', ')}. Select only one, for example by kind, name or namespace.`,
  'replacement.source-field-missing': p => `${objectText(p.resource)} has no value at "${p.fieldPath}".`,
  'replacement.source-not-scalar': p =>
    `"${p.fieldPath}" of ${objectText(p.resource)} is a mapping or a list, which a delimiter cannot split.`,
  'replacement.index-out-of-bounds': p =>
    `Index ${p.index} is out of bounds: the delimiter splits the value into ${
      p.parts === 1 ? 'one part' : `${p.parts} parts`
    }, counted from 0.`,
  'replacement.bad-regex': p => `"${p.pattern}" is not a valid regular expression.`,
  'replacement.bad-selector': p => `"${p.selector}" is not a valid selector.`,
  'replacement.target-field-missing': p =>
    p.create
      ? `"${p.fieldPath}" can neither be found nor created in ${objectText(p.resource)}.`
      : `${objectText(p.resource)} has no field "${p.fieldPath}". Check the path, escape dots in keys as "\\.", or set "create: true" in the options of the target.`,
  'replacement.target-not-scalar': p =>
    `"${p.fieldPath}" of ${objectText(p.resource)} is a mapping or a list, which a delimiter cannot split.`,
  'replacement.wrong-value-type': p =>
    `"${p.fieldPath}" of ${objectText(p.resource)} holds a value of type ${p.type}, and the new value is not of that type. Quote the field in the resource, or use another source.`,
};
