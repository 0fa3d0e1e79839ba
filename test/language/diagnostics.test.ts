import { describe, expect, test } from 'vitest';
import { analyse, checkDiagnostics, findingsOf } from './checkDiagnostics.ts';

const service = `apiVersion: v1
kind: Service
metadata:
  name: web`;

describe('a problem stands where it was made', () => {
  test.each([
    [
      'an unknown field at its key',
      `
resorces: []
#^^^^^^^ error kustomization.unknown-field
images:
- name: nginx
  tag: "2"
# ^^^ error kustomization.unknown-field`,
    ],
    [
      'a wrong type at its value',
      `
images:
- name: nginx
  newTag: 1.10
#         ^^^^ error kustomization.wrong-type`,
    ],
    [
      'a missing file at its list item, quotes included',
      `#- /base/kustomization.yaml
resources:
- missing.yaml
# ^^^^^^^^^^^^ error resource.not-found
- service.yaml
- "gone.yaml" # why
# ^^^^^^^^^^^ error resource.not-found
#- /base/service.yaml
${service}`,
    ],
    [
      'a directory without a kustomization at its item',
      `#- /app/kustomization.yaml
resources:
- ../base
# ^^^^^^^ error kustomization.missing
#- /base/values.yaml
resources: []`,
    ],
    [
      'a file outside the root and an absolute path at their items',
      `#- /app/kustomization.yaml
resources:
- ../service.yaml
# ^^^^^^^^^^^^^^^ error resource.outside-root
#- /service.yaml
${service}`,
    ],
    [
      'the kind at its value',
      `
kind: Kustomize
#     ^^^^^^^^^ error kustomization.wrong-kind
namePrefix: a-`,
    ],
    [
      'the same resource twice at the second entry',
      `#- /kustomization.yaml
resources:
- service.yaml
- ./service.yaml
# ^^^^^^^^^^^^^^ error resource.duplicate
#- /service.yaml
${service}`,
    ],
  ])('%s', async (_name, fixture) => {
    await checkDiagnostics(fixture);
  });

  test('broken YAML of a resource is shown in its file, not in the kustomization that lists it', async () => {
    const analysed = await analyse({
      '/kustomization.yaml': 'resources:\n- service.yaml\n',
      '/service.yaml': 'kind: Service\n\tmetadata: {}\n',
    });
    expect(findingsOf(analysed, '/kustomization.yaml')).toEqual([]);
    expect(findingsOf(analysed, '/service.yaml')).toEqual([
      expect.stringMatching(/^\/service.yaml:2 .* error yaml.syntax$/),
    ]);
  });
});

describe('what the official tool builds is left alone', () => {
  test.each([
    [
      'keys in any case',
      `#- /kustomization.yaml\nResources:\n- service.yaml\nnamePREFIX: a-\n#- /service.yaml\n${service}`,
    ],
    [
      'a Component without its consumer',
      '#- /kustomization.yaml\napiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nreplicas:\n- name: web\n  count: 2\n',
    ],
    ['YAML that no kustomization lists', '#- /values.yaml\nimage: {tag: 1.10}\nresorces: []\n'],
    [
      'a Byte Order Mark and Windows line ends',
      `#- /kustomization.yaml\nresources:\r\n- service.yaml\r\n#- /service.yaml\n${service}`,
    ],
  ])('%s', async (_name, fixture) => {
    await checkDiagnostics(fixture);
  });
});

test('what nobody allowed to be fetched or rendered is a note at its item, and the rest is checked', async () => {
  await checkDiagnostics(`#- /kustomization.yaml
resources:
- https://github.com/org/repo//base?ref=v1
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information remote.not-allowed
- missing.yaml
# ^^^^^^^^^^^^ error resource.not-found
helmCharts:
- name: web
# ^^^^^^^^^ information helm.not-run`);
});

test('one mistake in a base is one finding that names every root that reaches it', async () => {
  await checkDiagnostics(`#- /base/kustomization.yaml
resources:
- missing.yaml
# ^^^^^^^^^^^^ error resource.not-found in /base /overlays/prod /overlays/test
#- /overlays/prod/kustomization.yaml
resources:
- ../../base
#- /overlays/test/kustomization.yaml
resources:
- ../../base`);
});

test('a cycle is told from the item that closes it, with the way round and the items on it', async () => {
  const analysed = await analyse({
    '/a/kustomization.yaml': 'resources:\n- ../b\n',
    '/b/kustomization.yaml': 'resources:\n- ../c\n',
    '/c/kustomization.yaml': 'resources:\n- ../a\n',
    '/into/kustomization.yaml': 'resources:\n- ../a\n',
  });
  const found = analysed.analysis.findings('file:///c/kustomization.yaml');
  const at = (path: string) => ({
    uri: `file://${path}`,
    document: 0,
    path: ['resources', 0],
    part: 'value',
  });
  expect(found).toMatchObject([
    {
      problem: {
        params: { path: '../a', chain: ['a', 'b', 'c', 'a'] },
        related: [at('/a/kustomization.yaml'), at('/b/kustomization.yaml')],
      },
      roots: ['/a', '/into'],
    },
  ]);
});

const twoOverlays = {
  '/base/kustomization.yaml': 'resources:\n- service.yaml\n',
  '/base/service.yaml': service,
  '/overlays/prod/kustomization.yaml': 'resources:\n- ../../base\n',
  '/overlays/test/kustomization.yaml': 'resources:\n- ../../base\n',
  '/other/kustomization.yaml': 'resources:\n- service.yaml\n',
  '/other/service.yaml': service,
};

describe('an edit', () => {
  test('rebuilds the roots that read the file and no other, the nearest first', async () => {
    const analysed = await analyse(twoOverlays);
    analysed.built.length = 0;
    const looked = analysed.workspace.looked.length;
    const path = '/base/kustomization.yaml';
    analysed.workspace.openFiles.set({ uri: `file://${path}`, path, text: 'resorces:\n- service.yaml\n' });
    await analysed.change(path);
    expect(analysed.built[0]).toBe('/base');
    expect(analysed.built.toSorted()).toEqual(['/base', '/overlays/prod', '/overlays/test']);
    expect(analysed.workspace.looked.length).toBe(looked);
    expect(findingsOf(analysed, path, true)).toEqual([
      `${path}:1 0-8 error kustomization.unknown-field in /base /overlays/prod /overlays/test`,
    ]);
  });

  test('that is not saved wins over the disk until the document is closed', async () => {
    const analysed = await analyse(twoOverlays);
    const path = '/base/kustomization.yaml';
    analysed.workspace.openFiles.set({ uri: `file://${path}`, path, text: 'resources:\n- gone.yaml\n' });
    await analysed.change(path);
    expect(findingsOf(analysed, path)).toEqual([`${path}:2 2-11 error resource.not-found`]);
    analysed.workspace.openFiles.close(path);
    await analysed.change(path);
    expect(findingsOf(analysed, path)).toEqual([]);
  });

  test('of a file that was missing is seen, written outside or open and unsaved', async () => {
    const analysed = await analyse({ '/app/kustomization.yaml': 'resources:\n- late.yaml\n- new.yaml\n' });
    const path = '/app/kustomization.yaml';
    expect(findingsOf(analysed, path)).toHaveLength(2);
    await analysed.change(...analysed.workspace.write('/app/late.yaml', service));
    expect(findingsOf(analysed, path)).toEqual([`${path}:3 2-10 error resource.not-found`]);
    const text = service.replace('name: web', 'name: new');
    analysed.workspace.openFiles.set({ uri: 'file:///app/new.yaml', path: '/app/new.yaml', text });
    await analysed.change('/app/new.yaml');
    expect(findingsOf(analysed, path)).toEqual([]);
  });

  test('that is overtaken leaves the rest for the next one', async () => {
    const analysed = await analyse(twoOverlays);
    const path = '/base/service.yaml';
    const controller = new AbortController();
    analysed.workspace.openFiles.set({ uri: `file://${path}`, path, text: 'a: [' });
    analysed.built.length = 0;
    const update = analysed.analysis.update({ changed: [path], added: [], removed: [] }, controller.signal);
    controller.abort();
    await expect(update).rejects.toBe(controller.signal.reason);
    await analysed.change();
    expect(new Set(analysed.built)).toEqual(new Set(['/base', '/overlays/prod', '/overlays/test']));
    expect(findingsOf(analysed, path)).toHaveLength(1);
  });
});

test('a folder that leaves the workspace takes its findings along', async () => {
  const analysed = await analyse({ '/app/kustomization.yaml': 'resorces: []\n' });
  await analysed.analysis.update({ changed: [], added: [], removed: ['/app'] }, new AbortController().signal);
  expect(findingsOf(analysed, '/app/kustomization.yaml')).toEqual([]);
  expect(analysed.analysis.roots()).toEqual([]);
});
