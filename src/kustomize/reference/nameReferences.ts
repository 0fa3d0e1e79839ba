import {
  get,
  isSetting,
  type Mapping,
  type Scalar,
  textAt,
  withEntry,
  type YamlNode,
} from '../../yaml/node.ts';
import { stringTag } from '../../yaml/stringStyle.ts';
import { isTaggedNull } from '../../yaml/tagOf.ts';
import { type BuildContext, report } from '../buildContext.ts';
import type { TransformerConfig } from '../config/transformerConfig.ts';
import {
  effectiveNamespace,
  type Gvk,
  isSelected,
  originalId,
  type Resource,
  type ResourceId,
  withNode,
} from '../resource.ts';
import { type FieldSpec, mapItems, updateField } from '../transform/fieldSpec.ts';
import { type Directive, setEntryString, setScalar } from '../transform/setScalar.ts';
import { couldRefer, hasReadableSubjects, isCandidate, sameNaming } from './referral.ts';

/**
 * Makes references follow the resources that were renamed: for each field known to hold a name, the resource that
 * had this name in some former step is looked for, and its present name written. Runs once, over the whole build.
 */
export function fixNameReferences(
  context: BuildContext,
  resources: readonly Resource[],
  config: TransformerConfig,
): readonly Resource[] {
  const byFormerName = new Map<string, Resource[]>();
  for (const resource of resources) {
    for (const name of new Set(resource.previous.map(id => id.name))) {
      const same = byFormerName.get(name);
      if (same === undefined) byFormerName.set(name, [resource]);
      else same.push(resource);
    }
  }
  return resources.map(referrer => {
    let node: YamlNode = referrer.node;
    const references = referencesOf(config, originalId(referrer));
    if (references.length > 0 && !hasReadableSubjects(referrer)) {
      reportField({ context, referrer, path: ['subjects'] });
    }
    for (const { target, path } of references) {
      const fix: Fix = { context, resources, referrer, target, path, byFormerName };
      node = updateField(node, path, false, {
        set: value => (value === undefined ? referrer.node : fixValue(fix, value)),
        mismatch: () => reportField(fix),
      });
    }
    return withNode(referrer, node as Mapping);
  });
}

interface Reference {
  readonly target: Partial<Gvk>;
  readonly path: FieldSpec['path'];
}

const byConfig = new WeakMap<TransformerConfig, Map<string, readonly Reference[]>>();

/** The name fields of a kind, in the order in which they are fixed. */
function referencesOf(config: TransformerConfig, gvk: Gvk): readonly Reference[] {
  let byKind = byConfig.get(config);
  if (byKind === undefined) {
    byKind = new Map();
    byConfig.set(config, byKind);
  }
  const key = `${gvk.group}/${gvk.version}/${gvk.kind}`;
  let known = byKind.get(key);
  if (known === undefined) {
    known = config.nameReference.flatMap(({ target, referrers }) =>
      referrers.filter(spec => isSelected(gvk, spec)).map(spec => ({ target, path: spec.path })),
    );
    byKind.set(key, known);
  }
  return known;
}

interface Fix extends Reference {
  readonly context: BuildContext;
  readonly resources: readonly Resource[];
  readonly referrer: Resource;
  readonly byFormerName: ReadonlyMap<string, readonly Resource[]>;
}

function fixValue(fix: Fix, value: YamlNode): YamlNode {
  if (value.kind === 'sequence') {
    return mapItems(value, item => {
      if (item.kind !== 'sequence') return fixValue(fix, item);
      reportField(fix);
      return item;
    });
  }
  if (value.kind === 'mapping') return fixMapping(fix, value);
  if (isTaggedNull(value)) return value;
  const referral = selectReferral(fix, value, fix.byFormerName.get(value.text) ?? [], false);
  return referral === undefined ? value : named(value, referral.id.name, referral);
}

/** A mapping refers by its `name`, within its `namespace`; both follow the referral. */
function fixMapping(fix: Fix, value: Mapping): YamlNode {
  const name = get(value, 'name');
  if (name === undefined) reportField(fix);
  // A list or a mapping has no text, and nothing is called that.
  if (name?.kind !== 'scalar') return value;
  const place = get(value, 'namespace');
  const namespace = place?.kind === 'scalar' ? place.text : place && '';
  const candidates = fix.byFormerName.get(name.text) ?? [];
  const inNamespace = namespace === undefined ? candidates : within(fix, candidates, namespace);
  const referral = selectReferral(fix, name, inNamespace, true);
  if (referral === undefined) return value;
  const { id } = referral;
  let fixed: Mapping = value;
  if (id.name !== name.text) fixed = withEntry(fixed, 'name', named(name, id.name, referral));
  const previous = get(value, 'namespace');
  const old = previous?.kind === 'scalar' ? previous : undefined;
  // What is there already is written once more, and so loses the type that it was given.
  const losesType = old?.style === 'plain' && old.tag === stringTag;
  // Found where it was read, the referral would be followed elsewhere, too.
  const follows = effectiveNamespace(originalId(referral)) === namespace;
  if (id.namespace !== '' && (id.namespace !== namespace || follows || losesType)) {
    const directive = directiveOf(referral, 'namespace');
    const scalar =
      old === undefined
        ? { ...setEntryString(undefined, id.namespace, directive), tag: '' }
        : setScalar(old, id.namespace, directive);
    fixed = withEntry(fixed, 'namespace', scalar);
  }
  return fixed;
}

/** Candidates of that namespace: the one they were read with if any resource was read with it, else the present one. */
function within(fix: Fix, candidates: readonly Resource[], namespace: string): readonly Resource[] {
  const wasIn = (resource: Resource) => effectiveNamespace(originalId(resource)) === namespace;
  if (fix.resources.some(resource => isCandidate(fix.referrer, resource) && wasIn(resource))) {
    return candidates.filter(wasIn);
  }
  return candidates.filter(candidate => effectiveNamespace(candidate.id) === namespace);
}

function named(value: Scalar, text: string, referral: Resource): Scalar {
  return text === value.text ? value : setScalar(value, text, directiveOf(referral, 'name'));
}

/** A reference follows whatever set the name or namespace of the resource it refers to. */
function directiveOf(referral: Resource, key: keyof ResourceId): Directive {
  const value = get(get(referral.node, 'metadata'), key);
  if (value?.kind !== 'scalar') return { name: 'resources', file: referral.file, start: referral.node.start };
  const copies = [{ scalar: value, isSecret: false }];
  if (!isSetting(value.from)) return { name: 'resources', file: value.from, start: value.start, copies };
  return { name: value.from.directive, file: value.from.file, start: value.from.start, copies };
}

function selectReferral(
  fix: Fix,
  reference: Scalar,
  candidates: readonly Resource[],
  withNamespace: boolean,
): Resource | undefined {
  const { referrer, target } = fix;
  const isTarget = (resource: Resource, gvk: Partial<Gvk>) =>
    resource.previous.some(previous => isSelected({ ...resource.id, kind: previous.kind }, gvk));
  const role = fix.path.at(-2) === 'roleRef' ? roleRef(referrer.node) : undefined;
  let left = candidates.filter(
    candidate =>
      couldRefer(referrer, candidate) &&
      isTarget(candidate, target) &&
      (role === undefined || isTarget(candidate, role)),
  );
  if (left.length > 1) left = left.filter(candidate => sameNaming(candidate, referrer, true));
  if (left.length > 1) left = left.filter(candidate => sameNaming(candidate, referrer, false));
  const [first] = left;
  if (first === undefined) return undefined;
  const identical = left.every(
    ({ id }) => id.name === first.id.name && (!withNamespace || id.namespace === first.id.namespace),
  );
  if (identical) return first;
  const names = left.map(({ id }) => (id.namespace === '' ? id.name : `${id.namespace}/${id.name}`));
  const { text: name, from, start } = reference;
  const place = isSetting(from) || start < 0 ? undefined : { uri: from.uri, start, end: start + name.length };
  const params = { name, candidates: names };
  report(fix.context, 'name-reference.ambiguous', params, place ?? referrer.location, [referrer.location]);
  return undefined;
}

function roleRef(node: Mapping): Partial<Gvk> | undefined {
  const reference = get(node, 'roleRef');
  const group = textAt(reference, 'apiGroup');
  const kind = textAt(reference, 'kind');
  return group === undefined || kind === undefined ? undefined : { group, kind };
}

function reportField(fix: Pick<Fix, 'context' | 'referrer' | 'path'>): void {
  // The official tool never gets here behind an error, and stops at the first field.
  if (fix.context.problems.some(({ severity }) => severity === 'error')) return;
  const params = { resource: fix.referrer.id.name, path: fix.path.join('.') };
  report(fix.context, 'name-reference.bad-field', params, fix.referrer.location);
}
