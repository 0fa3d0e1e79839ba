import { statSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import type { ApplyPlan } from '../apply/plan.ts';
import { type Concern, checksGit, concernsOf, type SourceState } from '../apply/safety/concerns.ts';
import { type BoundTarget, boundTarget, textsOf } from '../apply/safety/targets.ts';
import { otherRepository } from '../apply/set/repository.ts';
import type { BuildResult } from '../kustomize/build.ts';
import { textIn } from '../messages/text.ts';
import { folderSettings } from '../node/folderSettings.ts';
import { repositoryQuestions } from '../node/repositoryIdentity.ts';
import { type CommandIo, localeOf } from './command.ts';

/** What the settings of a folder say about applying it. */
export interface SafetySettings {
  /** Absolute, POSIX separators. */
  readonly root: string;
  readonly target: BoundTarget | undefined;
  readonly protectedContexts: readonly string[];
  readonly checkGit: unknown;
}

/** The environment's own list, which no repository can shorten. */
const protectedVariable = 'KUBEWRIGHT_PROTECTED_CONTEXTS';

/** Reads `.vscode/settings.json` of a directory or a file's, or of the nearest one above it in its repository. */
export function safetySettings(directory: string, { cwd, env }: CommandIo): SafetySettings {
  const named = resolve(cwd, directory).replaceAll('\\', '/');
  const isFile = statSync(named, { throwIfNoEntry: false })?.isFile() === true;
  const root = isFile ? posix.dirname(named) : named;
  const settings = folderSettings(root);
  const values = settings?.values ?? {};
  const path = settings === undefined ? '' : posix.relative(settings.folder, root);
  return {
    root,
    target: boundTarget(values['kubewright.targets'], path),
    protectedContexts: [
      ...textsOf(values['kubewright.protectedContexts']),
      ...(env[protectedVariable] ?? '').split(',').filter(each => each !== ''),
    ],
    checkGit: values['kubewright.checkGit'],
  };
}

/**
 * What is to be asked about a plan; git is asked where the settings want it. `expectedNamespaces` are those where a set may be
 * found without being asked about. Rejects with an AbortError.
 */
export async function planConcerns(
  plan: ApplyPlan,
  settings: SafetySettings,
  { reads }: Pick<BuildResult, 'reads'>,
  io: CommandIo,
  signal: AbortSignal,
  expectedNamespaces?: readonly string[],
): Promise<readonly Concern[]> {
  const { root, target, protectedContexts, checkGit } = settings;
  let source: SourceState | undefined;
  if (checksGit(checkGit, plan.target.context, protectedContexts)) {
    const files = [...reads.values()].flatMap(entry => (entry.kind === 'file' ? [entry.realpath] : []));
    const { workTreeState } = await import('../git/sourceState.ts');
    source = await workTreeState(root, files, io.env, signal);
  }
  const questions = repositoryQuestions(root, io.env, signal);
  const other = plan.set?.parent && (await otherRepository(plan.set.parent, questions));
  return concernsOf(plan, {
    target,
    protectedContexts,
    source,
    otherRepository: other,
    expectedNamespaces,
  });
}

/** By which an agreement to a concern is given beforehand. */
const flagOf = {
  'concern.owned': '--overrule-owners',
  'concern.uncommitted': '--allow-uncommitted',
  'concern.unpushed': '--allow-uncommitted',
  'concern.other-repository': '--other-repository',
  'concern.found-set': '--confirm',
  'concern.other-context': '--confirm',
  'concern.other-namespace': '--confirm',
  'concern.protected': '--confirm',
} as const satisfies Record<Concern['code'], string>;

/** What the flags agree to. */
export interface Agreed {
  readonly overruleOwners: boolean;
  readonly allowUncommitted: boolean;
  readonly otherRepository: boolean;
  /** Whether exactly this target was named. */
  readonly confirm: boolean;
}

/** The concerns that no flag agrees to. */
export function openConcerns(concerns: readonly Concern[], agreed: Agreed): readonly Concern[] {
  const isAgreed = {
    '--overrule-owners': agreed.overruleOwners,
    '--allow-uncommitted': agreed.allowUncommitted,
    '--other-repository': agreed.otherRepository,
    '--confirm': agreed.confirm,
  };
  return concerns.filter(({ code }) => !isAgreed[flagOf[code]]);
}

/** The flags that would agree to them, each once; `confirm` is the target to name. */
export function flagsFor(concerns: readonly Concern[], confirm: string): string {
  const flags = concerns.map(({ code }) =>
    flagOf[code] === '--confirm' ? `--confirm ${confirm}` : flagOf[code],
  );
  return [...new Set(flags)].join(' ');
}

/** Tells them on the standard error. */
export function printConcerns(concerns: readonly Concern[], io: CommandIo): void {
  const textOf = textIn(localeOf(io.env));
  for (const concern of concerns) io.stderr.write(`${textOf(concern)}\n`);
}
