import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a process took from its start to its end. */
export interface ProcessCost {
  readonly milliseconds: number;
  /** The most memory that it held at once, as the kernel counts it. */
  readonly peakMegabytes: number;
  readonly lines: number;
}

/** Runs a program that must succeed; its output is counted and thrown away. The memory is read on Linux only. */
export async function wholeProcess(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<ProcessCost> {
  const start = performance.now();
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let lines = 0;
  let peakMegabytes = 0;
  const look = () => {
    peakMegabytes = Math.max(peakMegabytes, peakOf(child.pid));
  };
  const watching = setInterval(look, 5);
  child.stdout.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) lines += 1;
    look();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const milliseconds = performance.now() - start;
  clearInterval(watching);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
  return { milliseconds, peakMegabytes, lines };
}

/** 0 where the process is gone. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
