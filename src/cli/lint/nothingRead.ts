import { textIn } from '../../messages/text.ts';
import { type CommandIo, localeOf } from '../command.ts';
import type { LintTargets } from './lintTargets.ts';

/** What a run of lint came across. */
export interface Walked {
  /** Directories with a kustomization. */
  readonly roots: readonly string[];
  /** Whether a kustomization reads a file. */
  readonly isRead: (uri: string) => boolean;
}

/** Says on the standard error what was looked at by nobody: else silence would look like a clean bill. */
export function noteNothingRead(
  { folders, files }: LintTargets,
  { roots, isRead }: Walked,
  io: CommandIo,
): void {
  const textOf = textIn(localeOf(io.env));
  if (roots.length === 0 && folders.length > 0) {
    io.stderr.write(`kubewright: ${textOf({ code: 'cli.lint-no-kustomization', params: {} })}\n`);
  }
  for (const { written, uris } of files) {
    if ([...uris].some(isRead)) continue;
    io.stderr.write(`kubewright: ${textOf({ code: 'cli.lint-unread', params: { path: written } })}\n`);
  }
}
