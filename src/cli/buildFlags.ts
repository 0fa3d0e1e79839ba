import { isAbsolute, resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type BuildOptions, defaultOptions } from '../kustomize/options.ts';
import { type CommandIo, UsageError } from './command.ts';

type FlagConfig = NonNullable<ParseArgsConfig['options']>;

/** The flags of `kustomize build` that every command takes which builds, and `--remote`. */
const flags = {
  'load-restrictor': { type: 'string' },
  'enable-helm': { type: 'boolean' },
  'helm-command': { type: 'string' },
  'helm-api-versions': { type: 'string', multiple: true },
  'helm-kube-version': { type: 'string' },
  'helm-debug': { type: 'boolean' },
  'enable-alpha-plugins': { type: 'boolean' },
  'enable-managedby-label': { type: 'boolean' },
  reorder: { type: 'string' },
  remote: { type: 'boolean' },
  'no-remote': { type: 'boolean' },
  // These are for functions in containers, which run nowhere here: without such, the official tool ignores them too.
  network: { type: 'boolean' },
  'network-name': { type: 'string' },
  mount: { type: 'string', multiple: true },
  env: { type: 'string', short: 'e', multiple: true },
  'as-current-user': { type: 'boolean' },
  'stack-trace': { type: 'boolean' },
} as const satisfies FlagConfig;

/** What the arguments of a command that builds say. */
export interface BuildArguments<Own extends FlagConfig> {
  readonly positionals: readonly string[];
  readonly options: BuildOptions;
  /** The command's own flags. */
  readonly values: ReturnType<
    typeof parseArgs<{ options: Own; args: string[]; allowPositionals: true }>
  >['values'];
}

/**
 * Reads the arguments of a command that builds. `remoteByDefault` is what counts where neither `--remote` nor
 * `--no-remote` is given. Throws a UsageError, or the TypeError of `parseArgs`, for what is no flag or has no such value.
 */
export function readBuildArguments<const Own extends FlagConfig>(
  args: readonly string[],
  own: Own,
  { io, remoteByDefault }: { readonly io: CommandIo; readonly remoteByDefault: boolean },
): BuildArguments<Own> {
  const options = { ...flags, ...own };
  const { positionals, values } = parseArgs({
    args: withoutBooleanValues(args, options),
    allowPositionals: true,
    options,
  });
  const read = values as ReturnType<typeof readFlags>;
  return {
    positionals,
    options: buildOptions(read, io, remoteByDefault),
    values: values as BuildArguments<Own>['values'],
  };
}

function readFlags(args: string[]) {
  return parseArgs({ args, options: flags, allowPositionals: true }).values;
}

/** Go's flags take `--flag=true` and `--flag=false` as well. */
function withoutBooleanValues(args: readonly string[], options: FlagConfig): string[] {
  return args.flatMap(argument => {
    const [, name = '', value = ''] = /^--([a-z-]+)=(.*)$/.exec(argument) ?? [];
    if (options[name]?.type !== 'boolean') return [argument];
    if (/^(?:1|t|true)$/i.test(value)) return [`--${name}`];
    if (/^(?:0|f|false)$/i.test(value)) return [];
    throw new UsageError(`--${name} takes true or false, not ${value}`);
  });
}

function buildOptions(
  values: ReturnType<typeof readFlags>,
  io: CommandIo,
  remoteByDefault: boolean,
): BuildOptions {
  const command = values['helm-command'] ?? 'helm';
  // The official tool lets charts be rendered where it lets plugins run.
  const runsHelm = values['enable-helm'] === true || values['enable-alpha-plugins'] === true;
  if (runsHelm && command === '') throw new UsageError('--helm-command takes a program');
  return {
    ...defaultOptions,
    loadRestrictor: loadRestrictor(values['load-restrictor'] ?? ''),
    remote: values['no-remote'] === true ? false : (values.remote ?? remoteByDefault),
    helm: runsHelm
      ? {
          command: /[/\\]/.test(command) && !isAbsolute(command) ? resolve(io.cwd, command) : command,
          apiVersions: values['helm-api-versions'] ?? [],
          kubeVersion: values['helm-kube-version'] ?? '',
          debug: values['helm-debug'] === true,
        }
      : undefined,
    order: order(values.reorder ?? 'legacy'),
    managedByLabel:
      values['enable-managedby-label'] === true || io.env['KUSTOMIZE_ENABLE_MANAGEDBY_LABEL'] === 'on',
  };
}

function loadRestrictor(text: string): BuildOptions['loadRestrictor'] {
  if (text === '' || text === 'LoadRestrictionsRootOnly') return 'root-only';
  if (text === 'LoadRestrictionsNone') return 'none';
  throw new UsageError('--load-restrictor takes LoadRestrictionsRootOnly or LoadRestrictionsNone');
}

function order(text: string): BuildOptions['order'] {
  if (text !== 'legacy' && text !== 'none') throw new UsageError('--reorder takes legacy or none');
  return text;
}
