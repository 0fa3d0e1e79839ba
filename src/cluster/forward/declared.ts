import { isRecord, listAt, recordAt, textOf } from '../json.ts';
import { addressNames, isVariableName, variablePrefix } from './environment.ts';
import { isLoopback } from './loopback.ts';
import type { PortPair } from './portForward.ts';
import { readPort } from './readPort.ts';
import { selectorKind } from './target.ts';

/** A forward that a workspace declares, as read from the setting `kubewright.portForwards`. */
export interface DeclaredForward {
  /** Unique in the list; what tasks and launch configurations call it. */
  readonly name: string;
  /** `undefined`: the active context, kubectl's current one on the command line. */
  readonly context: string | undefined;
  /** `undefined`: that of the context. */
  readonly namespace: string | undefined;
  readonly kind: string;
  readonly target: string;
  readonly ports: readonly PortPair[];
  /** With the workspace, in the editor. */
  readonly autostart: boolean;
  /** What a browser opens behind the address. */
  readonly openPath: string;
  /** Where to write the variables, as the user wrote it: relative to the folder. */
  readonly environmentFile: string | undefined;
  /** More variables; `${address}`, `${host}` and `${port}` stand for those of the first port. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the names of its variables begin with; `undefined` where those are of one before it. */
  readonly prefix: string | undefined;
  /** Where to listen, other than on the loopback. */
  readonly addresses: readonly string[] | undefined;
  /** Those of the addresses that other machines can reach. */
  readonly exposed: readonly string[];
}

/** What is wrong with an entry of the list. */
export interface DeclarationProblem {
  /** Of the list, from 0. */
  readonly index: number;
  readonly code:
    | 'name-missing'
    | 'name-repeated'
    | 'target-invalid'
    | 'ports-missing'
    | 'port-invalid'
    | 'prefix-invalid'
    | 'variable-invalid'
    /** Programs would find one forward under the variables of another. */
    | 'variables-repeated';
  readonly text: string;
}

/** The forwards that a value of the setting declares; an entry with a problem is left out, or its variables only. */
export interface Declarations {
  readonly forwards: readonly DeclaredForward[];
  readonly problems: readonly DeclarationProblem[];
}

/** Reads the value of the setting, whatever it is. */
export function readDeclarations(value: unknown): Declarations {
  const forwards: DeclaredForward[] = [];
  const problems: DeclarationProblem[] = [];
  const variables = new Map<string, string>();
  for (const [index, entry] of (Array.isArray(value) ? value : []).entries()) {
    const read = readEntry(entry, new Set(forwards.map(({ name }) => name)));
    if ('code' in read) {
      problems.push({ ...read, index });
      continue;
    }
    const names = addressNames(read.prefix, read.ports);
    const repeated = read.isChosen ? undefined : names.find(name => variables.has(name));
    if (repeated === undefined) for (const name of names) variables.set(name, read.name);
    else problems.push({ index, code: 'variables-repeated', text: variables.get(repeated) ?? '' });
    const { isChosen: _, ...declared } = read;
    forwards.push(repeated === undefined ? declared : { ...declared, prefix: undefined });
  }
  return { forwards, problems };
}

/** An entry whose variables nobody compared with those of others; a prefix that was chosen may be that of another on purpose. */
type Entry = DeclaredForward & { readonly prefix: string; readonly isChosen: boolean };
type Flaw = Omit<DeclarationProblem, 'index'>;

function readEntry(entry: unknown, taken: ReadonlySet<string>): Entry | Flaw {
  const record = isRecord(entry) ? entry : {};
  const name = textOf(record['name']) ?? '';
  if (name === '') return { code: 'name-missing', text: '' };
  if (taken.has(name)) return { code: 'name-repeated', text: name };
  const selector = textOf(record['selector']);
  const written = textOf(record['target']) ?? '';
  const [, kind = 'pod', target = ''] =
    selector === undefined ? (/^(?:([^/]+)\/)?([^/]+)$/.exec(written) ?? []) : ['', selectorKind, selector];
  if (target === '') return { code: 'target-invalid', text: written };
  const texts = listAt(record, 'ports').map(String);
  if (texts.length === 0) return { code: 'ports-missing', text: name };
  const ports = texts.map(readPort);
  const wrong = ports.indexOf(undefined);
  if (wrong >= 0) return { code: 'port-invalid', text: texts[wrong] ?? '' };
  const chosen = textOf(record['environmentPrefix']);
  if (chosen !== undefined && !isVariableName(chosen)) return { code: 'prefix-invalid', text: chosen };
  const environment = Object.entries(recordAt(record, 'environment')).flatMap(([key, each]) =>
    typeof each === 'string' ? [[key, each] as const] : [],
  );
  const unusable = environment.find(([key]) => !/^[^\s=#'"]+$/.test(key));
  if (unusable !== undefined) return { code: 'variable-invalid', text: unusable[0] };
  const addresses = listAt(record, 'addresses').filter(each => typeof each === 'string');
  return {
    name,
    context: textOf(record['context']),
    namespace: textOf(record['namespace']),
    kind,
    target,
    ports: ports.filter(port => port !== undefined),
    autostart: record['autostart'] === true,
    openPath: textOf(record['openPath']) ?? '/',
    environmentFile: textOf(record['environmentFile']),
    environment: Object.fromEntries(environment),
    prefix: chosen ?? variablePrefix(name, target),
    isChosen: chosen !== undefined,
    addresses: addresses.length === 0 ? undefined : addresses,
    exposed: addresses.filter(address => !isLoopback(address)),
  };
}
