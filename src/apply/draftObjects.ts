import type { Discovery } from '../cluster/discovery.ts';
import type { ApiResource } from '../cluster/resource.ts';
import { apiVersionOf, type Resource } from '../kustomize/resource.ts';
import { jsonText } from '../yaml/jsonText.ts';
import { get, textAt } from '../yaml/node.ts';
import type { DecidedConflict } from './conflicts/conflict.ts';
import { withoutFields } from './conflicts/withoutFields.ts';
import { type CrdKind, crdKinds, kindKey } from './crdKinds.ts';
import { ownProblems, phaseOf } from './drafts.ts';
import { objectLocation } from './fieldLocation.ts';
import { writtenField } from './fieldPath.ts';
import { describeObject } from './objectName.ts';
import type { PlannedObject, PlanOptions } from './plan.ts';
import { problemOf } from './problemOf.ts';
import { withPartOf } from './set/applySet.ts';

/** An object before the server was asked; its verdict says what is wrong already. */
export interface Draft {
  readonly object: PlannedObject;
  /** The CRD of the set that makes its kind known, and whether only that one does. */
  readonly crd: CrdKind | undefined;
  readonly served: boolean;
  /** The identity of the set that it is applied as a member of. */
  readonly partOf: string | undefined;
}

/** What the resources are on this server, in their order, and what can be said of them without asking it. */
export async function draftObjects(options: PlanOptions, discovery: Discovery): Promise<Draft[]> {
  const crds = options.resources.filter(resource => phaseOf(resource) === 'crds');
  const kinds = await crdKinds(crds);
  const seen = new Set<string>();
  return options.resources.map(resource => {
    const { kind } = resource.id;
    const apiVersion = apiVersionOf(resource.id);
    const crd = kinds.get(kindKey(apiVersion, kind));
    const served = discovery.ofKind(apiVersion, kind);
    const object = draftObject(resource, served ?? crd?.api, options.namespace);
    const key = `${object.api?.group}/${object.api?.resource} ${object.namespace}/${object.name}`;
    const problems =
      object.api === undefined
        ? [problemOf('apply.unknown-kind', { apiVersion, kind }, objectLocation(resource))]
        : [...ownProblems(resource, object)];
    if (problems.length === 0 && seen.has(key) && !object.isGenerated) {
      problems.push(
        problemOf('apply.duplicate', { object: describeObject(object) }, objectLocation(resource)),
      );
    }
    seen.add(key);
    return {
      object: { ...object, verdict: { kind: 'refused', problems } },
      crd,
      served: served !== undefined,
      partOf: undefined,
    };
  });
}

function draftObject(
  resource: Resource,
  api: ApiResource | undefined,
  namespace: string,
): Omit<PlannedObject, 'verdict'> {
  const { id, node } = resource;
  const generateName = textAt(get(node, 'metadata'), 'generateName') ?? '';
  const isGenerated = id.name === '' && generateName !== '';
  return {
    resource,
    api,
    apiVersion: apiVersionOf(id),
    kind: id.kind,
    name: isGenerated ? generateName : id.name,
    namespace: api?.namespaced === true ? id.namespace || namespace : undefined,
    phase: phaseOf(resource),
    json: jsonText(node),
    decided: [],
    migrated: [],
    owner: undefined,
    isGenerated,
    isRecreated: false,
  };
}

/** The draft as a member of a set, with the label that says so. */
export function asMember(draft: Draft, partOf: string): Draft {
  return redraft({ ...draft, partOf });
}

/** The draft without the fields that are left to others; `decided` also says what is taken over from them. */
export function asDecided(draft: Draft, decided: readonly DecidedConflict[]): Draft {
  return redraft({ ...draft, object: { ...draft.object, decided } });
}

/** The draft as one that is deleted before it is applied. */
export function asRecreated(draft: Draft): Draft {
  return { ...draft, object: { ...draft.object, isRecreated: true } };
}

function redraft(draft: Draft): Draft {
  const { object, partOf } = draft;
  const { resource, kind, decided } = object;
  const left = decided
    .filter(({ choice }) => choice === 'leave')
    .map(({ conflict }) => writtenField(kind, resource.node, conflict.field));
  const node = withoutFields(resource.node, left);
  const sent = partOf === undefined ? node : withPartOf(node, partOf, resource.file);
  return { ...draft, object: { ...object, json: jsonText(sent) } };
}
