import { parseDocument } from '../yaml/parse.ts';
import { printYaml } from '../yaml/print.ts';
import { isRecord, type JsonRecord, recordAt } from './json.ts';

/** What stands where a Secret's value would be. */
const masked = '***';
/** kubectl keeps the whole manifest here, values of Secrets included. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** What an object is; the items of a list do not say it. */
export interface TypeMeta {
  readonly apiVersion: string;
  readonly kind: string;
}

/**
 * An object as `kubectl get -o yaml` prints it, without `managedFields`. Of a Secret every value is masked, also in the
 * manifest that kubectl remembers in an annotation.
 */
export function objectYaml(object: unknown, type: TypeMeta): string {
  return yamlOf(maskedObject(object, type));
}

/** An object that was masked already, in the same form. */
export function yamlOf(object: JsonRecord): string {
  const text = JSON.stringify(object);
  // JSON allows what YAML wants escaped.
  const escaped = text.replace(/[\u007f-\u009f\u2028\u2029\ufffe\uffff]/g, escapeUnit);
  const { node } = parseDocument({ uri: '', path: '', text: escaped });
  return node === undefined ? '' : printYaml(node);
}

/** The object as it may be shown: without `managedFields`, and of a Secret without its values. */
export function maskedObject(object: unknown, { apiVersion, kind }: TypeMeta): JsonRecord {
  if (!isRecord(object)) return {};
  const { managedFields: _, ...metadata } = recordAt(object, 'metadata');
  const shown = { ...object, apiVersion, kind, metadata };
  return kind === 'Secret' ? maskSecret(shown) : shown;
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
