import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** A git server of git's own (`git http-backend`) and a web server for files, on 127.0.0.1. */
export interface GitServer {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** Holds the repositories; `folder/org/name` is served as `url/org/name`. */
  readonly folder: string;
  /** Every request since the last `forget`, as `METHOD /path?query`. */
  readonly requests: readonly string[];
  forget(): void;
  /** What GET requests outside of repositories are answered with, by path; a number is a status. */
  readonly files: Map<string, string | Buffer | number>;
  /** From then on requests are taken and never answered, until the result is called. */
  hang(): () => void;
  /** Makes requests to a repository ask for this user and password. */
  protect(path: string, credentials: string): void;
  stop(): Promise<void>;
}

/** Starts both on a port of their own; the caller stops them. */
export async function startGitServer(): Promise<GitServer> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'kubewright-git-')));
  const files = new Map<string, string | Buffer | number>();
  const protectedPaths = new Map<string, string>();
  const requests: string[] = [];
  let hanging = false;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (hanging) return;
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const [guarded, credentials = ''] = [...protectedPaths].find(([prefix]) => path.startsWith(prefix)) ?? [];
    const expected = `Basic ${Buffer.from(credentials).toString('base64')}`;
    if (guarded !== undefined && request.headers.authorization !== expected) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    } else if (/\/(?:info\/refs|git-upload-pack)$/.test(path)) serveGit(folder, request, response);
    else {
      const content = files.get(path) ?? 404;
      if (typeof content !== 'number') response.writeHead(200).end(content);
      else response.writeHead(content).end('<html>no</html>');
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    folder,
    requests,
    forget: () => requests.splice(0),
    files,
    hang() {
      hanging = true;
      return () => {
        hanging = false;
      };
    },
    protect: (path, credentials) => protectedPaths.set(path, credentials),
    async stop() {
      server.closeAllConnections();
      await promisify(server.close.bind(server))();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function serveGit(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'uploadpack.allowAnySHA1InWant',
      GIT_CONFIG_VALUE_0: 'true',
      GIT_CONFIG_KEY_1: 'safe.directory',
      GIT_CONFIG_VALUE_1: '*',
      PATH_INFO: path,
      QUERY_STRING: query,
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  request.pipe(backend.stdin);
  const chunks: Buffer[] = [];
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  backend.on('close', () => {
    const output = Buffer.concat(chunks);
    const end = output.indexOf('\r\n\r\n');
    const headers = output
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map(line => line.split(': ') as [string, string]);
    const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200';
    for (const [name, value] of headers) if (name !== 'Status') response.setHeader(name, value);
    response.writeHead(Number.parseInt(status, 10)).end(output.subarray(end + 4));
  });
}

/** A repository that is being written. */
export interface Repository {
  readonly directory: string;
  /** Writes files and commits them; gives the commit. */
  commit(files: Readonly<Record<string, string>>): Promise<string>;
  git(...args: readonly string[]): Promise<string>;
}

/** Makes an empty repository with the branch `main`. */
export async function makeRepository(directory: string): Promise<Repository> {
  await mkdir(directory, { recursive: true });
  const git = async (...args: readonly string[]) => {
    const { stdout } = await promisify(execFile)('git', args, { cwd: directory, env: gitEnvironment });
    return stdout.trim();
  };
  await git('init', '--quiet', '--initial-branch=main');
  return {
    directory,
    git,
    async commit(files) {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(directory, path)), { recursive: true });
        await writeFile(join(directory, path), text);
      }
      await git('add', '--all');
      await git('commit', '--quiet', '--message=change');
      return git('rev-parse', 'HEAD');
    },
  };
}

/** Nothing of the developer's own configuration counts. */
const gitEnvironment = {
  PATH: process.env['PATH'],
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

/** Whether any process still runs that has this text among its arguments. */
export async function isRunning(text: string): Promise<boolean> {
  const pids = (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name));
  if (pids.length === 0) {
    const { stdout } = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    return stdout.split('\n').some(line => line.includes(text));
  }
  const calls = await Promise.all(pids.map(pid => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return calls.some(call => call.replaceAll('\0', ' ').includes(text));
}

/** The text of a file, or `undefined` where there is none. */
export function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
