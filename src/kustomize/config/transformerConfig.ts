import { type NameReferences, nameReferences } from '../reference/nameReferenceFields.ts';
import { varReferences } from '../reference/varReferenceFields.ts';
import { compareKinds } from '../render/legacyOrder.ts';
import { type Gvk, isSelected } from '../resource.ts';
import type { FieldSpec } from '../transform/fieldSpec.ts';
import { defaultFieldSpecs } from './defaultFieldSpecs.ts';

/** Where the transformers write: what `configurations` and `crds` of a kustomization add to. */
export interface TransformerConfig extends Record<FieldSpecList, readonly FieldSpec[]> {
  readonly nameReference: readonly NameReferences[];
}

/** The lists of field specs that a transformer configuration file may hold. */
export const fieldSpecLists = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'labels',
  'templateLabels',
  'commonAnnotations',
  'varReference',
  'images',
  'replicas',
] as const;
/** The name of such a list. */
export type FieldSpecList = (typeof fieldSpecLists)[number];

/** What kustomize knows of Kubernetes' own kinds. */
export const defaultConfig: TransformerConfig = {
  ...defaultFieldSpecs,
  varReference: varReferences,
  nameReference: nameReferences,
};

/** A configuration that says nothing: what a kustomization configures comes together in it before it joins the others. */
export const emptyConfig: TransformerConfig = {
  ...(Object.fromEntries(fieldSpecLists.map(list => [list, []])) as unknown as Record<FieldSpecList, []>),
  nameReference: [],
};

/**
 * The union of two configurations in the order of kinds, or `undefined` where they contradict each other: one makes a field where it is
 * missing, the other does not.
 */
export function mergeConfig(
  base: TransformerConfig,
  added: Partial<TransformerConfig>,
): TransformerConfig | undefined {
  if (added === base || (added === defaultConfig && isExtended.has(base))) return base;
  if (base === emptyConfig && added === defaultConfig) return defaultConfig;
  const merged: Partial<Record<FieldSpecList, readonly FieldSpec[]>> = {};
  for (const list of fieldSpecLists) {
    const specs = mergeSpecs(base[list], added[list] ?? []);
    if (specs === undefined) return undefined;
    merged[list] = specs === base[list] ? specs : sortByKind(specs);
  }
  let references = base.nameReference;
  for (const entry of added.nameReference ?? []) {
    const next = mergeReferences(references, entry);
    if (next === undefined) return undefined;
    references = next;
  }
  const nameReference = references === base.nameReference ? references : sortByTarget(references);
  const result = { ...base, ...merged, nameReference };
  if ([base, added].some(config => config === defaultConfig || isExtended.has(config as TransformerConfig)))
    isExtended.add(result);
  return result;
}

const consistent = new WeakMap<TransformerConfig, boolean>();

/**
 * Whether a configuration can be merged into an empty one. What came together in one order may contradict itself in
 * the order of kinds, in which kustomize hands it on: one spec may speak of what another one speaks of, and of more.
 */
export function isConsistent(config: TransformerConfig): boolean {
  if (config === defaultConfig) return true;
  let known = consistent.get(config);
  if (known === undefined) {
    known = fieldSpecLists.every(list => {
      return config[list] === defaultConfig[list] || mergeSpecs([], config[list]) !== undefined;
    });
    consistent.set(config, known);
  }
  return known;
}

/** Configurations that were made by adding to the default one, so that adding the default changes nothing. */
const isExtended = new WeakSet<TransformerConfig>();

/** The specs of both lists, each place once; `undefined` where they disagree about making it. */
export function mergeSpecs(
  base: readonly FieldSpec[],
  added: readonly FieldSpec[],
): readonly FieldSpec[] | undefined {
  let result = base;
  for (const spec of added) {
    const same = result.find(known => isSelected(gvkOf(known), spec) && samePath(known, spec));
    if (same === undefined) result = [...result, spec];
    else if (same.create !== spec.create) return undefined;
  }
  return result;
}

function mergeReferences(
  base: readonly NameReferences[],
  added: NameReferences,
): readonly NameReferences[] | undefined {
  const index = base.findIndex(({ target }) => sameGvk(gvkOf(target), gvkOf(added.target)));
  const known = base[index];
  if (known === undefined) return [...base, added];
  const referrers = mergeSpecs(known.referrers, added.referrers);
  return referrers === undefined ? undefined : base.with(index, { ...known, referrers });
}

function sortByKind(specs: readonly FieldSpec[]): readonly FieldSpec[] {
  return specs.toSorted((a, b) => compareKinds(gvkOf(a), gvkOf(b)));
}

function sortByTarget(references: readonly NameReferences[]): readonly NameReferences[] {
  return references.toSorted((a, b) => compareKinds(gvkOf(a.target), gvkOf(b.target)));
}

function gvkOf({ group = '', version = '', kind = '' }: Partial<Gvk>): Gvk {
  return { group, version, kind };
}

function sameGvk(a: Gvk, b: Gvk): boolean {
  return a.group === b.group && a.version === b.version && a.kind === b.kind;
}

function samePath(a: FieldSpec, b: FieldSpec): boolean {
  return a.path.length === b.path.length && a.path.every((step, index) => step === b.path[index]);
}
