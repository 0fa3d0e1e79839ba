import { isRecord } from '../../cluster/json.ts';

/** The fields by which lists of Kubernetes' own kinds tell their elements apart, the more telling first. */
const identifying = [
  ['name'],
  ['containerPort', 'protocol'],
  ['port', 'protocol'],
  ['mountPath'],
  ['devicePath'],
  ['key', 'operator'],
  ['topologyKey', 'whenUnsatisfiable'],
  ['ip'],
  ['uid'],
  ['type'],
];

/** What tells an element of a list from the others: its identifying fields, its value, or else its place. */
export function elementKey(item: unknown, index: number): string {
  if (!isRecord(item)) return typeof item === 'object' ? `#${index}` : JSON.stringify(item);
  return selectorOf(item) ?? `#${index}`;
}

/** A step into an element of a list, as field managers write it (`[name="web"]`), else by its place (`[0]`). */
export function elementStep(item: unknown, index: number): string {
  return isRecord(item) ? `[${selectorOf(item) ?? index}]` : `[${index}]`;
}

function selectorOf(item: Readonly<Record<string, unknown>>): string | undefined {
  const [first, ...rest] = identifying.find(([field = '']) => isScalar(item[field])) ?? [];
  if (first === undefined) return undefined;
  const fields = [first, ...rest.filter(field => isScalar(item[field]))];
  return fields.map(field => `${field}=${JSON.stringify(item[field])}`).join(',');
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
