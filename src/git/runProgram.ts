import { type ChildProcess, spawn } from 'node:child_process';

/** How a program is run: a list of arguments, never a shell. */
export interface ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** What it reads on its standard input; nothing where absent. */
  readonly input?: string;
  /** More output than this ends the program. */
  readonly maxBytes?: number;
}

/** What a program left behind. */
export interface ProgramResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Why there is no result: no such program, it took too long, or it printed too much. */
export class ProgramFailure extends Error {
  readonly kind: 'missing' | 'timeout' | 'too-large' | 'failed';
  constructor(kind: ProgramFailure['kind'], message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

const defaultMaxBytes = 64 * 1024 * 1024;
const keptErrorBytes = 16_384;

/** Programs that run at this moment: whoever ends this process ends them. */
const running = new Set<ChildProcess>();
let endsWithProcess = false;

/**
 * Runs a program to its end, without a terminal and in a process group of its own, so that nothing it started outlives
 * it. Gives its exit code whatever that is; rejects with a ProgramFailure, or with the signal's reason when aborted.
 */
export function runProgram(call: ProgramCall): Promise<ProgramResult> {
  const { program, args, cwd, env, signal, timeoutMs, input, maxBytes = defaultMaxBytes } = call;
  signal.throwIfAborted();
  if (!endsWithProcess) {
    endsWithProcess = true;
    process.once('exit', () => running.forEach(endGroup));
  }
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: 'pipe',
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    running.add(child);
    const chunks: Buffer[] = [];
    let bytes = 0;
    let stderr = '';
    let outcome: unknown;
    const stop = (reason: unknown) => {
      outcome ??= reason;
      endGroup(child);
    };
    const timer = setTimeout(
      () => stop(new ProgramFailure('timeout', `${program} took too long`)),
      timeoutMs,
    );
    const onAbort = () => stop(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    // A program that ends before it has read all of it says why in its own way.
    child.stdin.on('error', () => {}).end(input);
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) stop(new ProgramFailure('too-large', `${program} printed too much`));
      else chunks.push(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-keptErrorBytes);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      const kind = error.code === 'ENOENT' || error.code === 'EACCES' ? 'missing' : 'failed';
      outcome ??= new ProgramFailure(kind, error.message, error);
      if (child.pid === undefined) settle(-1);
    });
    child.once('close', code => settle(code ?? -1));

    function settle(code: number): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      running.delete(child);
      if (outcome === undefined) resolve({ code, stdout: Buffer.concat(chunks), stderr });
      else reject(outcome);
    }
  });
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
