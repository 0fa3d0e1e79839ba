import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { secrets } from '../../src/cluster/kinds/secret.ts';
import { objectStatus } from '../../src/cluster/status/objectStatus.ts';
import { columnProblem, withCustomColumns } from '../../src/cluster/table/customColumns.ts';
import { parseJsonPath } from '../../src/cluster/table/jsonPath.ts';
import { jsonPathText } from '../../src/cluster/table/jsonPathValues.ts';
import { useControlPlane } from './shared.ts';

const controlPlane = useControlPlane();

/** What people write, and the corners of the syntax; kubectl says what each gives. */
const paths = [
  '.metadata.name',
  'metadata.name',
  '{.metadata.name}',
  '{metadata.name}',
  '.metadata.labels.app',
  String.raw`.metadata.labels.app\.kubernetes\.io/name`,
  String.raw`.metadata.labels['app\.kubernetes\.io/name']`,
  ".metadata.labels['app']",
  '.metadata.labels.none',
  '.metadata.none.of.it',
  '.metadata.labels',
  '.spec.containers[*].name',
  '.spec.containers[0].image',
  '.spec.containers[-1].name',
  '.spec.containers[0:2].name',
  '.spec.containers[::2].name',
  '.spec.containers[1:].name',
  '.spec.containers[:1].name',
  '.spec.containers[0].ports[*].containerPort',
  '.spec.containers[?(@.name=="side")].image',
  ".spec.containers[?(@.name=='side')].image",
  '.spec.containers[?(@.name!="side")].image',
  '.spec.containers[?(@.ports)].name',
  '.spec.containers[?(@.name==")")].image',
  '.spec.containers[*].ports[?(@.containerPort>8080)].name',
  '.spec.containers[*].ports[?(@.containerPort<=8080)].name',
  '.spec.containers[*].ports[?(@.containerPort==9090)].name',
  '.spec.containers[0,1].name',
  ".spec.containers[0]['name','image']",
  '..containerPort',
  '.spec..containerPort',
  '.spec.containers[0].resources.requests.*',
  '.spec.containers[0].ports',
  '.spec.containers[0].securityContext.runAsNonRoot',
  '.spec.terminationGracePeriodSeconds',
  '.spec.priority',
  '.kind',
  '$.metadata.name',
  '@.metadata.name',
  '.metadata.',
];

/** kubectl ends with an error, or would find nothing; a table goes on. */
const missing = ['.spec.containers[9].name', '.metadata[0]', '.metadata.name[?(@.x)]', '.spec[?(@.x==true)]'];

const wrong = [
  '',
  '{.metadata.name',
  '.metadata.name}',
  '.spec.containers[',
  '.spec.containers[a]',
  '.spec.containers[?(@.name=="a"]',
  '.spec.containers[?(@.name=~"a")]',
  '.metadata....name',
];

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'probe', labels: { app: 'web', 'app.kubernetes.io/name': 'shop' } },
  spec: {
    containers: [
      {
        name: 'main',
        image: 'main:1',
        ports: [
          { name: 'http', containerPort: 8080 },
          { name: 'metrics', containerPort: 9090 },
        ],
        resources: { requests: { cpu: '10m', memory: '16Mi' } },
        securityContext: { runAsNonRoot: true },
      },
      { name: 'side', image: 'side:2' },
    ],
  },
};

let object: unknown;

beforeAll(async () => {
  const path = '/api/v1/namespaces/default/pods';
  // The namespace's service account comes a moment after the namespace.
  for (let attempt = 0; ; attempt += 1) {
    const { status, text } = await controlPlane().api({ method: 'POST', path, body: pod });
    if (status === 201) break;
    if (attempt > 100) throw new Error(text);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  const { stdout } = await controlPlane().kubectl(['get', 'pod', 'probe', '-o', 'json']);
  object = JSON.parse(stdout);
}, 1_200_000);

/** What kubectl prints for one column. */
async function kubectlSays(path: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kubewright-columns-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'columns');
  await writeFile(file, `C\n${path}\n`);
  const args = ['get', 'pod', 'probe', '-o', `custom-columns-file=${file}`];
  const { code, stdout, stderr } = await controlPlane().kubectl(args);
  return code === 0 ? stdout.trim().replace(/^C\s+/, '') : `failed: ${stderr}`;
}

function ours(path: string): string {
  const parsed = parseJsonPath(path);
  return 'path' in parsed ? jsonPathText(object, parsed.path) : `wrong at ${parsed.wrongAt}`;
}

/** Elsewhere a column would show other values than the same column of kubectl. */
test.each(paths)('%s gives what kubectl gives', async path => {
  // The order of the keys of a map is Go's, which is none.
  const sorted = (text: string) =>
    path.includes('*') || path.includes('..') ? text.split(',').sort() : text;
  expect(sorted(ours(path))).toEqual(sorted(await kubectlSays(path)));
});

test.each(missing)('%s leads to nothing, and does not take the table down', async path => {
  expect(await kubectlSays(path)).toMatch(/failed|<none>/);
  expect(ours(path)).toBe('<none>');
});

describe('what is no path', () => {
  test.each(wrong.filter(path => path !== ''))('%s is refused by kubectl too', async path => {
    expect(ours(path)).toMatch(/^wrong at \d+$/);
    expect(await kubectlSays(path)).toMatch(/^failed/);
  });

  test('an empty one has its place, so that the user is told', () => {
    expect(parseJsonPath('')).toEqual({ wrongAt: 0 });
  });

  test('a path of any depth is refused, not crashed on', () => {
    expect(parseJsonPath(`.a${'[?(@.a'.repeat(50_000)}`)).toHaveProperty('wrongAt');
  });
});

describe('columns of Secrets', () => {
  const current = objectStatus({}, 0);
  const refused = ['.data', '.data.password', '{.stringData}', '..password', '.', '[*]', '.*', '.kind'];

  test.each(refused)('%s is refused: no value of a Secret is ever shown', path => {
    expect(columnProblem(secrets.id, path)).toEqual({ code: 'secret-value' });
    const secret = { metadata: { name: 'a' }, data: { password: 'aHVzaA==' } };
    const { custom } = withCustomColumns(secrets, [{ title: 'X', path }]).slim(secret, current);
    expect(custom).toEqual(['']);
  });

  test('the manifest that kubectl keeps in an annotation is masked', () => {
    const applied = 'kubectl.kubernetes.io/last-applied-configuration';
    const secret = {
      metadata: { name: 'a', annotations: { [applied]: '{"data":{"password":"aHVzaA=="}}' } },
    };
    const columns = [{ title: 'X', path: '.metadata.annotations' }];
    const kind = withCustomColumns(secrets, columns);
    expect(JSON.stringify(kind.slim(secret, current))).not.toContain('aHVzaA');
    expect(kind.content).toBe('Metadata');
  });
});
