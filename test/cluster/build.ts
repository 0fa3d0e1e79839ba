import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../cacheFolder.ts';

const source = fileURLToPath(new URL('controlplane', import.meta.url));

/**
 * The program that is etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kwok and kubectl (its first
 * argument says which), built into the user's cache folder where its sources have not been built before. Processes
 * that ask at the same time share one build. Fails with the compiler's message, or with a hint where Go is missing.
 */
export async function buildControlPlane(): Promise<string> {
  const files = (await readdir(source)).filter(name => /\.(go|mod|sum)$/.test(name)).sort();
  const contents = await Promise.all(files.map(name => readFile(join(source, name))));
  const flags = buildFlags(String(contents[files.indexOf('go.mod')]));
  const hash = createHash('sha256').update(flags.join('\n')).update(`${process.platform} ${process.arch}`);
  for (const [index, name] of files.entries()) hash.update(`\n${name}\n`).update(contents[index] ?? '');
  await mkdir(cacheFolder(), { recursive: true });
  const program = join(cacheFolder(), `controlplane-${hash.digest('hex').slice(0, 16)}`);
  while (!(await exists(program))) {
    const release = await lock(`${program}.lock`);
    if (release === undefined) {
      await sleep(1000);
      continue;
    }
    try {
      if (!(await exists(program))) await compile(program, flags);
    } finally {
      await release();
    }
  }
  return program;
}

/** Versions come from go.mod alone. A server that is not stamped calls itself v0.0.0-master+$Format:%H$. */
function buildFlags(goMod: string): string[] {
  const [, version, major, minor] = /^\s*k8s\.io\/kubernetes (v(\d+)\.(\d+)\.\S+)/m.exec(goMod) ?? [];
  if (version === undefined)
    throw new Error('test/cluster/controlplane/go.mod does not require k8s.io/kubernetes');
  const stamps = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap(name => [
    `-X ${name}.gitVersion=${version}`,
    `-X ${name}.gitMajor=${major}`,
    `-X ${name}.gitMinor=${minor}`,
  ]);
  return ['-trimpath', '-buildvcs=false', `-ldflags=-s -w ${stamps.join(' ')}`];
}

async function compile(program: string, flags: readonly string[]): Promise<void> {
  console.log('Building the control plane (etcd, Kubernetes, kwok): takes about 7 minutes on 2 cores, once');
  const unfinished = `${program}.${process.pid}.part`;
  const go = spawn('go', ['build', '-v', ...flags, '-o', unfinished, '.'], {
    cwd: source,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  try {
    await untilBuilt(go);
    await rename(unfinished, program);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** `go build -v` names each package when it begins with it; anything else it says is about a failure. */
function untilBuilt(go: ChildProcess): Promise<void> {
  const begun = Date.now();
  let packages = 0;
  let tail: string[] = [];
  go.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = text.split('\n').filter(line => line !== '');
    packages += lines.length;
    tail = [...tail, ...lines].slice(-20);
  });
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  const progress = setInterval(() => {
    console.log(`  ${seconds()} s: ${packages} packages begun (some 2,000 in all where none is cached)`);
  }, 30_000);
  return new Promise<void>((resolve, reject) => {
    go.on('error', (error: NodeJS.ErrnoException) => {
      const missing = 'Building the control plane needs Go 1.26 or newer on the PATH: https://go.dev/dl/';
      reject(error.code === 'ENOENT' ? new Error(missing, { cause: error }) : error);
    });
    go.on('close', code => {
      if (code === 0) {
        console.log(`  built in ${seconds()} s`);
        resolve();
      } else reject(new Error(`go build of the control plane ended with ${code}:\n${tail.join('\n')}`));
    });
  }).finally(() => clearInterval(progress));
}

/** Gives the function that releases the lock, or undefined while another living process holds it. */
async function lock(file: string): Promise<(() => Promise<void>) | undefined> {
  const mine = `${file}.${process.pid}`;
  await writeFile(mine, String(process.pid));
  try {
    await link(mine, file);
    return () => rm(file, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(mine, { force: true });
  }
  const holder = Number(await readFile(file, 'utf8').catch(() => process.pid));
  if (!isAlive(holder)) await rm(file, { force: true });
  return undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
