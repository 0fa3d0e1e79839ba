import {
  elementSchema,
  fieldSchema,
  patchStrategyOf,
  type SchemaNode,
  type Schemas,
  schemaOf,
} from '../../schema/openapi.ts';
import type { Shape } from '../../schema/shape.ts';
import type { Mapping, Sequence, YamlNode } from '../../yaml/node.ts';
import { parseApiVersion } from '../resource.ts';
import { entryOf, isNullPart, type Part, textOfPart } from './openTree.ts';
import { quotedOnTouch } from './quotedOnTouch.ts';

/** The schema that an object within an object names for itself. */
export function schemaByType(part: Part | undefined, schemas: Schemas): SchemaNode | undefined {
  const kind = textOfPart(entryOf(part, 'kind'));
  const apiVersion = textOfPart(entryOf(part, 'apiVersion'));
  if (kind === '' || apiVersion === '') return undefined;
  if (isNullPart(entryOf(part, 'kind')) || isNullPart(entryOf(part, 'apiVersion'))) return undefined;
  return schemaOf({ ...parseApiVersion(apiVersion), kind }, schemas);
}

type Verdicts = Map<Shape | undefined, boolean>;
const known = new WeakMap<Schemas, WeakMap<YamlNode, Verdicts>>();

/**
 * Whether a merge leaves a subtree that the patch does not speak of as it is. The official merge walks it all the
 * same: it drops empty nulls and joins list elements with equal keys. Remembered, so that a patch costs what it changes.
 */
export function isSettled(node: YamlNode, schema: SchemaNode | undefined, schemas: Schemas): boolean {
  if (node.kind === 'scalar') return isNullPart(node) ? node.text !== '' : quotedOnTouch(node) === node;
  let byNode = known.get(schemas);
  if (byNode === undefined) {
    byNode = new WeakMap();
    known.set(schemas, byNode);
  }
  let verdicts = byNode.get(node);
  if (verdicts === undefined) {
    verdicts = new Map();
    byNode.set(node, verdicts);
  }
  let verdict = verdicts.get(schema?.shape);
  if (verdict === undefined) {
    verdict =
      node.kind === 'mapping'
        ? isSettledMapping(node, schema ?? schemaByType(node, schemas), schemas)
        : isSettledList(node, schema, schemas);
    verdicts.set(schema?.shape, verdict);
  }
  return verdict;
}

function isSettledMapping(node: Mapping, schema: SchemaNode | undefined, schemas: Schemas): boolean {
  return node.keys.every((key, index) => {
    const value = node.values[index];
    const field = schema === undefined ? undefined : fieldSchema(schema, key);
    return value !== undefined && isSettled(value, field, schemas);
  });
}

function isSettledList(node: Sequence, schema: SchemaNode | undefined, schemas: Schemas): boolean {
  if (schema === undefined) return true;
  const { strategies, mergeKeys } = patchStrategyOf(schema);
  if (!strategies.includes('merge')) return true;
  const element = elementSchema(schema);
  const seen = new Set<string>();
  let present: string | undefined;
  for (const item of node.items) {
    const values = mergeKeys.length > 0 ? mergeKeys.map(key => valueAt(item, key)) : [scalarText(item)];
    if (values[0] === '' || values.includes(undefined)) return false;
    // Every element must have the same keys: others are joined or told apart by fewer of them.
    const presence = values.map(value => value !== '').join();
    if (present !== undefined && present !== presence) return false;
    present = presence;
    const id = JSON.stringify(values);
    if (seen.has(id)) return false;
    seen.add(id);
    if (item.kind === 'mapping' && !isSettled(item, element, schemas)) return false;
  }
  return true;
}

function scalarText(item: YamlNode): string | undefined {
  return item.kind === 'scalar' && !isNullPart(item) ? item.text : undefined;
}

/** Empty where there is no such key; `undefined` for what makes no key. */
function valueAt(item: YamlNode, key: string): string | undefined {
  if (item.kind !== 'mapping') return undefined;
  const index = item.keys.indexOf(key);
  const value = item.values[index];
  if (value === undefined) return index < 0 ? '' : undefined;
  return value.kind === 'scalar' && value.text !== '' && !isNullPart(value) ? value.text : undefined;
}
