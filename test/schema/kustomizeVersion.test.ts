import { expect, test } from 'vitest';
import { isOlder, parseKustomizeVersion, versionText } from '../../src/schema/kustomizeVersion.ts';

/** A version that is read wrongly warns of what works, or is silent about what the user's cluster rejects. */
test.each([
  ['5.4.2', '5.4.2'],
  ['v5.4.2', '5.4.2'],
  [' 5.4 ', '5.4'],
  ['v5.0.4-0.20230601165947-6ce0bf390ce3', '5.0.4'],
  ['kubectl 1.29', '5.0.4'],
  ['kubectl v1.31.4', '5.4.2'],
  ['Kubectl 1.27', '5.0.1'],
  ['kubectl 1.14', undefined],
  ['kubectl 9.1', undefined],
  ['4.4', '4.4'],
  ['4.4.0', undefined],
  ['3.5.4', undefined],
  ['latest', undefined],
  ['5', undefined],
  ['', undefined],
])('%j is kustomize %s', (text, expected) => {
  const version = parseKustomizeVersion(text);
  expect(version && versionText(version)).toBe(expected);
});

test.each([
  ['5.4.2', '5.5', true],
  ['5.5.0', '5.5', false],
  ['5.10.0', '5.7', false],
  ['4.5.4', '4.5.5', true],
  ['4.5.5', '4.5.5', false],
  ['4.5', '4.5.5', false],
  ['4.9.9', '5.0', true],
  ['6.0.0', '5.7', false],
])('%s before %s: %s', (version, since, expected) => {
  expect(isOlder(parseKustomizeVersion(version)!, since)).toBe(expected);
});
