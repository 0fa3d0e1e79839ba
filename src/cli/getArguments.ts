import { parseArgs } from 'node:util';
import { textIn } from '../messages/text.ts';
import { type CommandIo, localeOf, UsageError } from './command.ts';

/** A kind as it was typed, with the name of one of its objects, or all of them. */
export interface Wanted {
  readonly kind: string;
  readonly name: string | undefined;
}

/** How `get` may print. */
const outputs = ['table', 'wide', 'yaml', 'json', 'name'] as const;

/** What `get` was asked for. */
export interface GetRequest {
  /** In the order in which they are printed; at least one. */
  readonly wanted: readonly Wanted[];
  /** `undefined`: the context's. */
  readonly namespace: string | undefined;
  readonly allNamespaces: boolean;
  readonly labelSelector: string | undefined;
  readonly watch: boolean;
  readonly output: (typeof outputs)[number];
  readonly context: string | undefined;
}

/** Reads `KIND[,KIND] [NAME...]` or `KIND/NAME...` with the options; throws a UsageError where they do not go together. */
export function getArguments(args: readonly string[], io: CommandIo): GetRequest {
  const { positionals, values, tokens } = parseArgs({
    args: [...args],
    allowPositionals: true,
    tokens: true,
    options: {
      context: { type: 'string' },
      namespace: { type: 'string', short: 'n' },
      'all-namespaces': { type: 'boolean', short: 'A', default: false },
      selector: { type: 'string', short: 'l' },
      watch: { type: 'boolean', short: 'w', default: false },
      output: { type: 'string', short: 'o', default: 'table' },
    },
  });
  const given: typeof values = { ...values };
  for (const token of tokens) {
    // Node takes the sign of `-n=shop` for a part of the value; kubectl does not.
    if (token.kind !== 'option' || !/^-\w$/.test(token.rawName) || !token.inlineValue) continue;
    if (token.name === 'namespace' || token.name === 'selector' || token.name === 'output') {
      given[token.name] = token.value.replace(/^=/, '');
    }
  }
  const wanted = wantedIn(positionals);
  const output = outputs.find(each => each === given.output);
  const [first, ...others] = wanted ?? [];
  const isNamed = first?.name !== undefined;
  // What a list is narrowed by says nothing of an object by its name, and would be dropped in silence.
  const isOverNarrowed = isNamed && (given['all-namespaces'] || given.selector !== undefined);
  const isOneWatch = !given.watch || others.length === 0;
  if (wanted === undefined || first === undefined || output === undefined || isOverNarrowed || !isOneWatch) {
    throw new UsageError(textIn(localeOf(io.env))({ code: 'cli.get-usage', params: {} }));
  }
  return {
    wanted,
    namespace: given.namespace === '' ? undefined : given.namespace,
    allNamespaces: given['all-namespaces'],
    labelSelector: given.selector,
    watch: given.watch,
    output,
    context: given.context,
  };
}

/** `undefined` where a kind or a name is empty, as that of a shell's variable that is not set, or where forms are mixed. */
function wantedIn(positionals: readonly string[]): readonly Wanted[] | undefined {
  const [first = '', ...names] = positionals;
  const kinds = first.split(',');
  const wanted: Wanted[] = first.includes('/')
    ? positionals.map(text => {
        const [kind = '', name = '', ...rest] = text.split('/');
        return { kind, name: rest.length > 0 ? '' : name };
      })
    : names.length === 0
      ? kinds.map(kind => ({ kind, name: undefined }))
      : kinds.flatMap(kind => names.map(name => ({ kind, name: name.includes('/') ? '' : name })));
  return wanted.every(({ kind, name }) => kind !== '' && name !== '') ? wanted : undefined;
}
