import { expect, test } from 'vitest';
import { relationOf } from '../../src/language/relation.ts';
import { imageDuplicate } from '../../src/language/rules/image/duplicate.ts';
import { textIn } from '../../src/messages/text.ts';
import { analyse } from './checkDiagnostics.ts';
import { parseFixture } from './fixture.ts';

/** The texts of all findings of a fixture, in English. */
async function textsOf(fixture: string): Promise<string[]> {
  const { analysis } = await analyse(parseFixture(fixture));
  const text = textIn('en');
  return analysis.files().flatMap(uri => analysis.findings(uri).map(({ problem }) => text(problem)));
}

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}`;

test('what comes in twice says by which two entries', async () => {
  const twice = `#- /kustomization.yaml\nresources: [a.yaml, ./a.yaml]\n#- /a.yaml\n${configMap('a')}`;
  expect(await textsOf(twice)).toEqual(['"./a.yaml" is listed before, as "a.yaml". Remove one of the two.']);
  const diamond = `
#- /top/kustomization.yaml
resources: [../l, ../r]
#- /l/kustomization.yaml
resources: [../b]
#- /r/kustomization.yaml
resources: [../b]
#- /b/kustomization.yaml
resources: [x.yaml]
#- /b/x.yaml
${configMap('x')}`;
  expect(await textsOf(diamond)).toEqual([
    'ConfigMap x comes in twice, by "../l" and by "../r". Only one of them may bring it.',
  ]);
  const component = `
#- /kustomization.yaml
namePrefix: a-
components: [mixin, ./mixin]
#- /mixin/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources: [x.yaml]
#- /mixin/x.yaml
${configMap('x')}`;
  expect(await textsOf(component)).toEqual([
    '"./mixin" is listed before, as "mixin". Remove one of the two.',
  ]);
});

test('two objects of one name say so, in words rather than in the notation of kustomize', async () => {
  const texts = await textsOf(
    `#- /kustomization.yaml\nresources: [a.yaml, b.yaml]\n#- /a.yaml\n${configMap('a')}\n#- /b.yaml\n${configMap('a\n  namespace: default')}`,
  );
  expect(texts).toEqual([
    'ConfigMap default/a is already among the resources. Remove one of the two, or give it another name.',
  ]);
});

test('objects that differ in their version alone are told apart by it', async () => {
  const patch = `#- /kustomization.yaml
resources: [web.yaml]
patches:
- patch: |-
    apiVersion: apps/v1beta1
    kind: Deployment
    metadata: {name: web}
#- /web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}`;
  expect(await textsOf(patch)).toEqual([
    'There is no Deployment web (apps/v1beta1) to patch. Did you mean Deployment web (apps/v1)?',
  ]);
});

test('a kustomization among its own resources is told to go, and another to be listed by its directory', async () => {
  const own = '#- /app/kustomization.yaml\nresources: [kustomization.yaml, more/kustomization.yaml]\n';
  expect(await textsOf(`${own}#- /app/more/kustomization.yaml\nnamePrefix: a-`)).toEqual([
    'This is the kustomization itself, not a resource. Remove the item.',
    'This is a kustomization file, not a resource. List its directory instead.',
  ]);
});

/** Under an underlined place editors list the others: each has to say what it is. */
test('a related place says what it is to the problem', async () => {
  const { analysis } = await analyse(
    parseFixture(`
#- /kustomization.yaml
resources: [a.yaml, ./a.yaml, l, r]
#- /c/kustomization.yaml
images: [{name: x, newTag: "1"}, {name: x, newTag: "2"}]
#- /a.yaml
${configMap('a')}
#- /l/kustomization.yaml
resources: [../b]
#- /r/kustomization.yaml
resources: [../b]
#- /b/kustomization.yaml
resources: [x.yaml]
#- /b/x.yaml
${configMap('x')}`),
    {},
    [imageDuplicate],
  );
  const relations = analysis.files().flatMap(uri =>
    analysis.findings(uri).map(({ problem }) => {
      const related = problem.related ?? [];
      return related.map((location, index) => relationOf(problem, location, index));
    }),
  );
  expect(relations).toEqual([
    ['label.related-entry'],
    ['label.related-entry', 'label.related-object'],
    ['label.related-first'],
  ]);
});

/** A path from the root of the disk is long, and another one on each machine that lints. */
test('paths are those of the workspace, as the file would write them', async () => {
  const texts = await textsOf(`
#- /repo/app/kustomization.yaml
resources: [../none, ../mixin, ../two, ../round, ../outside.yaml]
#- /repo/none/a.yaml
${configMap('a')}
#- /repo/outside.yaml
${configMap('a')}
#- /repo/mixin/kustomization.yaml
kind: Component
apiVersion: kustomize.config.k8s.io/v1alpha1
namePrefix: a-
#- /repo/two/kustomization.yaml
namePrefix: a-
#- /repo/two/kustomization.yml
namePrefix: a-
#- /repo/round/kustomization.yaml
resources: [../about]
#- /repo/about/kustomization.yaml
resources: [../round]`);
  expect(texts.filter(text => text.includes('/repo'))).toEqual([]);
  expect(texts).toEqual(
    expect.arrayContaining([
      'There is no kustomization.yaml, kustomization.yml or Kustomization in ../none. Create one, or name a file.',
      '"../mixin" is a Component. List it under components.',
      '../two has several kustomization files (kustomization.yaml, kustomization.yml). Keep one of them.',
      'This directory has several kustomization files (kustomization.yaml, kustomization.yml). Keep one of them.',
      '"../round" leads back to where it came from: round → about → round.',
    ]),
  );
});
