import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultOptions } from '../../src/kustomize/options.ts';
import { rules } from '../../src/language/rules/rules.ts';
import { parseKustomizeVersion } from '../../src/schema/kustomizeVersion.ts';
import { checkDiagnostics } from './checkDiagnostics.ts';
import { markersOf, parseFixture } from './fixture.ts';
import { fixturesIn } from './problemFixtures.ts';

const folder = new URL('rules/', import.meta.url);
const fixtures = fixturesIn(folder);

/** The builds of a user whose kubectl is not the newest. */
const renderedBy = { ...defaultOptions, kustomizeVersion: parseKustomizeVersion('kubectl 1.29') };

/** A fixture is about the rule that its title begins with, and runs that alone; one that is off gives hints. */
const codeOf = (what: string) => what.slice(0, what.indexOf(':'));

describe('each rule speaks where it should, and nowhere else', () => {
  test.each(fixtures)('$what', ({ what, fixture }) => {
    const rule = rules
      .filter(({ code }) => code === codeOf(what))
      .map(found => (found.severity === 'off' ? { ...found, severity: 'hint' as const } : found));
    expect(rule.length, `a rule called ${codeOf(what)}`).toBe(1);
    return checkDiagnostics(fixture, rule, renderedBy);
  });
});

test('every rule has a fixture in which it speaks and one place in which it does not', () => {
  const speaking = new Set<string>();
  for (const { fixture } of fixtures) {
    for (const [path, text] of Object.entries(parseFixture(fixture))) {
      for (const { expectation } of markersOf(path, text)) speaking.add(expectation.split(' ')[1] ?? '');
    }
  }
  expect(rules.map(({ code }) => code).filter(code => !speaking.has(code))).toEqual([]);
  expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length);
  expect(readdirSync(folder).every(name => name.endsWith('.txt') || name.endsWith('.yaml'))).toBe(true);
});

/** What people make mistakes in has layers, and a rule must not say one thing in each of them. */
test('every rule has a fixture with base, component and overlay, prefix and hash', () => {
  const parts = ['kind: Component', 'components:', 'resources:', 'namePrefix:', 'configMapGenerator:'];
  const layered = fixtures.filter(({ fixture }) => parts.every(part => fixture.includes(part)));
  const codes = new Set(layered.map(({ what }) => codeOf(what)));
  expect(rules.map(({ code }) => code).filter(code => !codes.has(code))).toEqual([]);
});

test.each(rules.map(({ code }) => code))('%s is explained in English and Korean', code => {
  for (const [language, letters] of [
    ['', /[a-z]{3}/],
    ['.ko', /[가-힣]/],
  ] as const) {
    const page = new URL(`../../media/rules/${code}${language}.md`, import.meta.url);
    const text = readFileSync(page, 'utf8');
    expect(text.startsWith(`# ${code}\n`)).toBe(true);
    expect(text).toMatch(letters);
    expect(text, 'an example').toContain('```yaml\n');
  }
});
