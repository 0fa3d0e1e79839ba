import { statSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import type { AppliedFrom } from '../apply/history/record.ts';
import type { ApplyReport } from '../apply/report.ts';
import type { SetOptions } from '../apply/set/setOptions.ts';
import type { BuildResult } from '../kustomize/build.ts';
import { shownUrl } from '../kustomize/remote/problems.ts';
import { parseRepoSpec } from '../kustomize/remote/repoSpec.ts';
import { textIn } from '../messages/text.ts';
import { buildOrigin } from '../node/buildOrigin.ts';
import { type CommandIo, localeOf } from './command.ts';
import { failureText } from './target.ts';

/** What is about to be applied, and where objects go that name no namespace. */
interface Applying {
  readonly result: BuildResult;
  readonly namespace: string;
  readonly signal: AbortSignal;
}

/** The set with where it comes from, for its history; `directory` is as the user named it, a file too. */
export async function withOrigin(
  { set, directory = '.' }: { readonly set: SetOptions | undefined; readonly directory: string | undefined },
  applying: Applying,
  io: CommandIo,
): Promise<SetOptions | undefined> {
  return set && { ...set, origin: await originOf(directory, applying, io) };
}

async function originOf(
  named: string,
  { result: { reads }, namespace, signal }: Applying,
  { cwd, env }: CommandIo,
): Promise<AppliedFrom> {
  const spec = parseRepoSpec(named);
  // Passwords in URLs are left out.
  if (spec !== undefined) return { root: shownUrl(spec.raw), commit: undefined, dirty: false, namespace };
  const path = resolve(cwd, named).replaceAll('\\', '/');
  const directory = statSync(path).isFile() ? posix.dirname(path) : path;
  return { ...(await buildOrigin({ directory, reads, env, signal })), namespace };
}

/** Says on the standard error why the history does not have an apply that was done. */
export function tellUnrecorded({ unrecorded, failure }: ApplyReport, io: CommandIo): void {
  if (unrecorded === undefined || failure !== undefined) return;
  const reason = failureText(unrecorded, io);
  io.stderr.write(`${textIn(localeOf(io.env))({ code: 'cli.unrecorded', params: { reason } })}\n`);
}
