import type { Command } from '../../src/cli/command.ts';

/** How a command ended that somebody at a terminal has answered. */
export interface Answered {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly questions: readonly string[];
}

/** Runs a command in this process, with someone at the terminal who gives these answers and then none. */
export async function atTerminal(
  command: Command,
  args: readonly string[],
  { cwd, env, answers }: { cwd: string; env: Record<string, string>; answers: readonly string[] },
): Promise<Answered> {
  const texts = { stdout: '', stderr: '' };
  const questions: string[] = [];
  const into = (name: 'stdout' | 'stderr') => ({
    write(text: string) {
      texts[name] += text;
    },
  });
  const { signal } = new AbortController();
  const code = await command(args, {
    stdout: into('stdout'),
    stderr: into('stderr'),
    env: { LC_ALL: 'C', ...env },
    cwd,
    ask: async question => {
      questions.push(question);
      return answers[questions.length - 1] ?? '';
    },
    interrupted: () => signal,
  });
  return { code, ...texts, questions };
}
