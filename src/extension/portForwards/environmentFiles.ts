import { type Disposable, l10n } from 'vscode';
import type {
  EnvironmentFileProblem,
  EnvironmentFiles,
  WantedVariables,
} from '../../node/environmentFiles.ts';
import { UserError } from '../userError.ts';
import type { ForwardList } from './forwardList.ts';
import type { HeldForward } from './heldForward.ts';

/**
 * Keeps the environment files that declarations name for as long as their forwards listen; `onFailure` hears once of a file
 * that cannot be there, until it can. The caller disposes it, and the files are gone by then.
 */
export function keepEnvironmentFiles(forwards: ForwardList, onFailure: (error: unknown) => void): Disposable {
  let files: EnvironmentFiles | undefined;
  let told: ReadonlySet<string> = new Set();
  let working = Promise.resolve();
  let concerned = false;
  let disposed = false;

  async function update(): Promise<void> {
    const { createEnvironmentFiles } = await import('../../node/environmentFiles.ts');
    const wanted = await wantedBy(forwards);
    if (disposed) return;
    files ??= createEnvironmentFiles();
    const problems = files.keep(wanted).map(problem => ({ problem, text: textOf(problem) }));
    for (const { text } of problems) if (!told.has(text)) onFailure(new UserError(text));
    told = new Set(problems.map(({ text }) => text));
  }

  const listening = forwards.onDidChange(() => {
    concerned ||= forwards.all.some(({ spec }) => spec.declared?.environmentFile !== undefined);
    if (concerned) working = working.then(update).catch(onFailure);
  });
  return {
    dispose() {
      disposed = true;
      listening.dispose();
      // At once: the extension host waits for nobody.
      files?.keep([]);
    },
  };
}

/** The variables of forwards that listen. */
export async function variablesOf(held: readonly HeldForward[]): Promise<Record<string, string>> {
  const { forwardVariables, variablePrefix } = await import('../../cluster/forward/environment.ts');
  const all = held
    .filter(({ ports }) => ports.length > 0)
    .map(({ spec, ports, title }) => {
      const prefix = variablePrefix(title.split('/').at(-1) ?? '', title);
      return forwardVariables(spec.declared ?? { prefix, environment: {} }, ports);
    });
  return Object.assign({}, ...all);
}

async function wantedBy(forwards: ForwardList): Promise<readonly WantedVariables[]> {
  const { environmentText } = await import('../../cluster/forward/environment.ts');
  const wanted = forwards.all.map(async held => {
    const { declared, folder } = held.spec;
    const name = declared?.environmentFile;
    if (name === undefined || held.ports.length === 0) return [];
    return [{ folder, name, variables: environmentText(await variablesOf([held])) }];
  });
  return (await Promise.all(wanted)).flat();
}

function textOf({ code, name, file, reason }: EnvironmentFileProblem): string {
  switch (code) {
    case 'outside':
      return l10n.t('The environment file {0} is outside of the folder that declares it.', name);
    case 'foreign':
      return l10n.t('{0} is there already and not Kubewright’s, so it is left as it is.', file);
    case 'unwritable':
      return l10n.t('The environment file {0} could not be written: {1}.', file, reason);
  }
}
