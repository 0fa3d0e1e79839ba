import { resolvePlain } from './resolve.ts';

const words = new Set([
  'y',
  'Y',
  'yes',
  'Yes',
  'YES',
  'on',
  'On',
  'ON',
  'n',
  'N',
  'no',
  'No',
  'NO',
  'off',
  'Off',
  'OFF',
]);
const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const mayBeOther = /^(?:$|[-+.0-9yYnNtTfFoO~])/;

/**
 * Whether a plain scalar with this text would be read as something else than a string under YAML 1.1 as
 * `go.yaml.in/yaml/v2` knows it (with `yes` and `on`, without base 60), or by readers that know base 60.
 */
export function resolvesAsYaml11NonString(text: string): boolean {
  if (!mayBeOther.test(text)) return false;
  if (words.has(text) || base60.test(text)) return true;
  const resolved = resolvePlain(text);
  return resolved.type !== 'string';
}
