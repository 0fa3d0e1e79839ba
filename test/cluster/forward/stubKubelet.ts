import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../../cacheFolder.ts';
import { applyAt } from '../bootstrapObjects.ts';
import type { ControlPlane } from '../controlPlane.ts';

const source = fileURLToPath(new URL('../stubkubelet', import.meta.url));

/** A kubelet that runs. */
export interface StubKubelet {
  /** Bytes that it has in use, after it has thrown away what it can. */
  memory(): Promise<number>;
  end(): void;
}

/**
 * Starts a kubelet that passes each end of a connection on, and makes the node and the ready pod `pod` behind it; a port of
 * the pod is the same port of this machine. Builds it where that has not been done. The caller ends it.
 */
export async function startStubKubelet(controlPlane: ControlPlane, pod: string): Promise<StubKubelet> {
  const child = spawn(await build(), [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const { api } = controlPlane;
  const node = `stub-${pod}`;
  const kind = { apiVersion: 'v1', kind: 'Node', metadata: { name: node } };
  await applyAt(api, `/api/v1/nodes/${node}`, kind);
  await applyAt(api, `/api/v1/nodes/${node}/status`, {
    ...kind,
    status: {
      addresses: [{ type: 'InternalIP', address: '127.0.0.1' }],
      daemonEndpoints: { kubeletEndpoint: { Port: Number(String(line)) } },
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  });
  const path = `/api/v1/namespaces/default/pods/${pod}`;
  const named = { apiVersion: 'v1', kind: 'Pod', metadata: { name: pod, namespace: 'default' } };
  await applyAt(api, path, {
    ...named,
    spec: { nodeName: node, containers: [{ name: 'app', image: 'app' }] },
  });
  await applyAt(api, `${path}/status`, {
    ...named,
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  });
  return {
    async memory() {
      child.stdin.write('\n');
      const [bytes] = await once(child.stdout, 'data');
      return Number(String(bytes));
    },
    end: () => child.stdin.end(),
  };
}

/** Into the user's cache folder, under a hash of what it is built from. */
async function build(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['main.go', 'go.mod', 'go.sum']) hash.update(await readFile(join(source, name)));
  const program = join(cacheFolder(), `stubkubelet-${hash.digest('hex').slice(0, 16)}`);
  const isThere = await access(program).then(
    () => true,
    () => false,
  );
  if (isThere) return program;
  await mkdir(cacheFolder(), { recursive: true });
  const unfinished = `${program}.${process.pid}.part`;
  const go = spawn('go', ['build', '-trimpath', '-buildvcs=false', '-o', unfinished, '.'], {
    cwd: source,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(go, 'close');
  if (code !== 0) throw new Error(`go build of the stub kubelet ended with ${code}`);
  await rename(unfinished, program);
  return program;
}
