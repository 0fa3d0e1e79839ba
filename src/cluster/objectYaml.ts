import { parseDocument } from '../yaml/parse.ts';
import { printYaml } from '../yaml/print.ts';
import { isRecord, type JsonRecord, recordAt } from './json.ts';
import type { ResourceId } from './resource.ts';

/** What stands where a Secret's value would be. */
const masked = '***';
/** kubectl keeps the whole manifest here, values of Secrets included. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** What an object is; the items of a list do not say it. */
export interface TypeMeta {
  readonly apiVersion: string;
  readonly kind: string;
}

/** What objects of a resource are. `kind` may have been said by anybody, and is not believed where Secrets are meant. */
export function typeOf({ group, version, resource }: ResourceId, kind: string): TypeMeta {
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return { apiVersion, kind: group === '' && resource === 'secrets' ? 'Secret' : kind };
}

/**
 * An object as `kubectl get -o yaml` prints it, without `managedFields`. Of a Secret every value is masked, also in the
 * manifest that kubectl remembers in an annotation.
 */
export function objectYaml(object: unknown, type: TypeMeta): string {
  return yamlOf(maskedObject(object, type));
}

/** An object, or a list of such, that was masked already, in the same form. */
export function yamlOf(object: unknown): string {
  const text = JSON.stringify(object);
  // JSON allows what YAML wants escaped.
  const escaped = text.replace(/[\u007f-\u009f\u2028\u2029\ufffe\uffff]/g, escapeUnit);
  const { node } = parseDocument({ uri: '', path: '', text: escaped });
  return node === undefined ? '' : printYaml(node);
}

/**
 * The object as it may be shown: without `managedFields`, and of a Secret without its values. It is one where its type or
 * itself says so, and so are the items of a list, in case that a list came where an object was asked for.
 */
export function maskedObject(object: unknown, { apiVersion, kind }: TypeMeta): JsonRecord {
  if (!isRecord(object)) return {};
  const { managedFields: _, ...metadata } = recordAt(object, 'metadata');
  const shown = { ...object, apiVersion, kind, metadata };
  const isSecret = [kind, object['kind']].some(each => each === 'Secret' || each === 'SecretList');
  const { items } = object;
  if (!isSecret || !Array.isArray(items)) return isSecret ? maskSecret(shown) : shown;
  const secret = { apiVersion, kind: 'Secret' };
  return { ...maskSecret(shown), items: items.map(item => maskedObject(item, secret)) };
}

function maskSecret(secret: JsonRecord & { readonly metadata: JsonRecord }): JsonRecord {
  const { metadata } = secret;
  const annotations = metadata['annotations'];
  const hasLastApplied = isRecord(annotations) && lastApplied in annotations;
  return {
    ...secret,
    ...(isRecord(secret['data']) ? { data: maskValues(secret['data']) } : {}),
    ...(isRecord(secret['stringData']) ? { stringData: maskValues(secret['stringData']) } : {}),
    ...(hasLastApplied
      ? { metadata: { ...metadata, annotations: { ...annotations, [lastApplied]: masked } } }
      : {}),
  };
}

function maskValues(values: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.keys(values).map(key => [key, masked]));
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
