import { parseAllDocuments } from 'yaml';
import { kubernetesType } from '../../../src/schema/kubernetes/kubernetesTypes.ts';
import { allExpansions, readSnippets } from '../../snippets/expansions.ts';

/** A Kubernetes object as JSON has it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** An object with one thing changed. */
export interface Mutant {
  readonly what: string;
  readonly object: KubernetesObject;
}

/** Objects of many kinds that the API server takes: what the snippets leave behind, each kind of object once. */
export async function goodObjects(): Promise<KubernetesObject[]> {
  const rows = allExpansions(await readSnippets('kubernetes.json'));
  const objects = rows
    .filter(([, chosen]) => chosen === 'as it is')
    .flatMap(([, , text]) => parseAllDocuments(text).map(document => document.toJS() as KubernetesObject))
    .filter(object => kubernetesType(object?.apiVersion, object?.kind) !== undefined);
  return [...new Map(objects.map(object => [`${object.apiVersion} ${object.kind}`, object])).values()];
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Container = Json[] | { [key: string]: Json };

/** Every field of an object misspelt, left out and of another type, every word another, every list with an item twice. */
export function mutants(object: KubernetesObject): Mutant[] {
  const found: Mutant[] = [];
  const add = (what: string, path: readonly string[], change: (holder: Container, key: string) => void) => {
    const copy = structuredClone(object) as unknown as Json;
    const holder = path
      .slice(0, -1)
      .reduce<Json>((value, key) => (value as { [key: string]: Json })[key] ?? null, copy);
    change(holder as Container, path.at(-1) ?? '');
    found.push({
      what: `${object.kind} ${path.join('.')} ${what}`,
      object: copy as unknown as KubernetesObject,
    });
  };
  visit(object as unknown as Json, [], (path, value, isItem) => {
    if (['apiVersion', 'kind', 'metadata', 'name'].includes(path[path.length - 1] ?? '') && path.length < 3)
      return;
    const set = (next: Json) => (holder: Container, key: string) => {
      (holder as { [key: string]: Json })[key] = next;
    };
    if (!isItem) {
      add('left out', path, (holder, key) => Reflect.deleteProperty(holder, key));
      add('misspelt', path, (holder, key) => {
        const fields = holder as { [key: string]: Json };
        fields[`${key}Xy`] = fields[key] ?? null;
        delete fields[key];
      });
    }
    add('is a mapping', path, set({ odd: 'one' }));
    add('is a list', path, set(['odd']));
    add('is a boolean', path, set(true));
    add('is a fraction', path, set(1.5));
    if (typeof value === 'number') add('is a string', path, set('odd'));
    if (typeof value === 'string') add('is another word', path, set('Odd'));
    if (Array.isArray(value) && value.length > 0) {
      add('has an item twice', path, set([...value, value[0] ?? null]));
    }
  });
  return found;
}

function visit(
  value: Json,
  path: readonly string[],
  see: (path: readonly string[], value: Json, isItem: boolean) => void,
  isItem = false,
): void {
  if (path.length > 0) see(path, value, isItem);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) visit(child, [...path, key], see, Array.isArray(value));
}
