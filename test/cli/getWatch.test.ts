import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createAuthority } from '../cluster/certificates.ts';
import { createFaultProxy, type FaultProxy } from '../cluster/faultProxy.ts';
import { useControlPlane } from '../cluster/shared.ts';
import { until } from '../cluster/until.ts';
import { ended, startKubewright } from './kubewright.ts';

// What `get --watch` prints goes on through whatever ends a watch, as a person at a terminal expects of it.

const controlPlane = useControlPlane({ kwok: false });
const own = createAuthority('authority of the front').issue({ name: 'front', ip: '127.0.0.1' });
let proxy: FaultProxy;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubewright-get-watch-'));
  const { url: target, certificate, kubeconfigs } = controlPlane();
  proxy = await createFaultProxy({ target, authority: certificate, certificate: own, protocol: 'h2' });
  const through = (await readFile(kubeconfigs.admin, 'utf8'))
    .replaceAll(target, proxy.url)
    .replace(/"certificate-authority-data":\s*"[^"]*"/, '"insecure-skip-tls-verify":true');
  expect(through).toContain('insecure-skip-tls-verify');
  await writeFile(join(folder, 'kubeconfig'), through);
}, 1_200_000);
afterAll(async () => {
  await proxy.close();
  await rm(folder, { recursive: true, force: true });
});

/** Starts `get`; ended with the test. */
function watching(...args: readonly string[]) {
  const child = startKubewright(['get', ...args], folder, { KUBECONFIG: join(folder, 'kubeconfig') });
  const seen = { out: '', err: '' };
  child.stdout?.on('data', chunk => {
    seen.out += chunk;
  });
  child.stderr?.on('data', chunk => {
    seen.err += chunk;
  });
  const end = async () => {
    child.kill('SIGINT');
    return (await ended(child)).code;
  };
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { seen, end };
}

const kubectl = (...args: readonly string[]) => controlPlane().kubectl([...args]);

/** A ConfigMap with so many keys, which is what its row tells. */
const fill = (name: string, keys: number) =>
  kubectl(
    'patch',
    'configmap',
    name,
    '-p',
    JSON.stringify({ data: Object.fromEntries(Array.from({ length: keys }, (_, key) => [`k${key}`, 'x'])) }),
  );

test('an object is followed through watches that the server ends, without its rows again', async () => {
  await kubectl('create', 'configmap', 'ended');
  const { seen, end } = watching('configmap', 'ended', '--watch');
  await until('it is listed', () => /^ended\s+0/m.test(seen.out));
  await until('it is watched', () => proxy.seen.some(each => each.startsWith('watch')));
  proxy.cutWatches('end');
  await fill('ended', 1);
  await until('the change is printed', () => /^ended\s+1/m.test(seen.out));
  proxy.cutWatches('reset');
  await fill('ended', 2);
  await until('the next one too', () => /^ended\s+2/m.test(seen.out));
  expect(seen.out.match(/^ended\s+0/gm)).toHaveLength(1);
  expect(await end()).toBe(0);
});

test('where its place is gone it is listed again, and only what is new is printed', async () => {
  await kubectl('create', 'configmap', 'gone');
  await kubectl('create', 'configmap', 'stays');
  const { seen, end } = watching('configmaps', '-w');
  await until('they are listed', () => seen.out.includes('stays'));
  const gone = proxy.inject(
    { verb: 'watch' },
    {
      kind: 'answer',
      status: 410,
      body: { kind: 'Status', code: 410, message: 'too old', reason: 'Expired' },
    },
  );
  proxy.cutWatches('end');
  await until('it was told', () => gone.hits > 0);
  await fill('gone', 3);
  gone.clear();
  await until('the change is printed', () => /^gone\s+3/m.test(seen.out));
  expect(seen.out.match(/^stays/gm)).toHaveLength(1);
  expect(await end()).toBe(0);
});

test.each(['yaml', 'json', 'name'])('--watch -o %s prints the object with every change', async output => {
  const name = `whole-${output}`;
  await kubectl('create', 'configmap', name);
  const { seen, end } = watching(`configmap/${name}`, '-w', '-o', output);
  const count = () => seen.out.match(output === 'name' ? /^configmap\//gm : /"?kind"?: "?ConfigMap/g)?.length;
  await until('it is there', () => count() === 1);
  await fill(name, 1);
  await until('it is there again', () => count() === 2);
  if (output === 'yaml') expect(seen.out.split('\n---\n')).toHaveLength(2);
  expect(await end()).toBe(0);
});

test('what is not there, or may not be seen, ends it with the reason', async () => {
  const missing = await ended(
    startKubewright(['get', 'configmap', 'nobody', '-w'], folder, { KUBECONFIG: join(folder, 'kubeconfig') }),
  );
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('"nobody" not found') });
  const { nobody } = controlPlane().kubeconfigs;
  const refused = await ended(startKubewright(['get', 'configmaps', '-w'], folder, { KUBECONFIG: nobody }));
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('may not do this') });
});
