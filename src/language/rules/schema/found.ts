import type { BuildResult } from '../../../kustomize/build.ts';
import { apiVersionOf, type Gvk, type Resource } from '../../../kustomize/resource.ts';
import { checkObject, type SchemaIssues, type Spot } from '../../../schema/kubernetes/checkObject.ts';
import { crdTypes } from '../../../schema/kubernetes/crdTypes.ts';
import { kubernetesType } from '../../../schema/kubernetes/kubernetesTypes.ts';
import type { ValueType } from '../../../schema/kubernetes/typeNotation.ts';
import type { Location } from '../../../yaml/location.ts';
import { get, type Mapping, type YamlNode } from '../../../yaml/node.ts';
import type { Target } from '../../target.ts';
import { onceFor } from '../graph/nodes.ts';
import type { BuildRule } from '../rule.ts';
import { placeInPatches } from './emptyPlace.ts';
import { placeOf } from './place.ts';

type Issue = {
  [Code in keyof SchemaIssues]: {
    readonly code: Code;
    readonly params: SchemaIssues[Code];
    readonly spot: Spot;
  };
}[keyof SchemaIssues];

interface Found {
  readonly issue: Issue;
  readonly resource: Resource;
}

const ofBuild = new WeakMap<BuildResult, readonly Found[]>();
/** By the object and by the type that it was checked against. */
const ofObject = new WeakMap<Mapping, { readonly type: ValueType; readonly issues: readonly Issue[] }>();

/**
 * A rule that reports the issues of one code. All of them look at what is rendered: a value that a base leaves to its
 * overlays is no mistake, and each value knows the line that set it.
 */
export function schemaRule<Code extends keyof SchemaIssues>(code: Code): BuildRule<Code> {
  return {
    code,
    severity: 'warning',
    over: 'build',
    in: 'any',
    // What is missing a change may bring.
    of: code === 'schema.missing-field' ? 'finished' : 'written',
    check({ result, target }, report) {
      for (const { issue, resource } of foundIn(result, target)) {
        if (issue.code !== code) continue;
        const location: Location =
          placeOf(issue.spot, resource) ??
          placeInPatches(pathOf(issue), resource, result) ??
          resource.location;
        report(issue.params as Parameters<typeof report>[0], location);
      }
    },
  };
}

/** The fields that lead to what is wrong. */
function pathOf(issue: Issue): string {
  if (issue.code !== 'schema.unknown-field') return issue.params.path;
  const { path, field } = issue.params;
  return path === '.' ? field : `${path}.${field}`;
}

function foundIn(result: BuildResult, target: Target): readonly Found[] {
  const known = ofBuild.get(result);
  if (known !== undefined) return known;
  const custom = customTypesOf(result);
  const found = result.resources.flatMap(resource => {
    const { id, node } = resource;
    // What SOPS encrypts is text where something else stands when it is deployed.
    if (get(node, 'sops') !== undefined) return [];
    const apiVersion = apiVersionOf(id);
    const type =
      kubernetesType(apiVersion, id.kind) ??
      custom.get(`${apiVersion} ${id.kind}`) ??
      target.typeOf(apiVersion, id.kind);
    if (type === undefined) return [];
    const before = ofObject.get(node);
    const issues = before?.type === type ? before.issues : issuesOf(node, type);
    if (before?.type !== type) ofObject.set(node, { type, issues });
    return issues.map(issue => ({ issue, resource }));
  });
  ofBuild.set(result, found);
  return found;
}

const ofSpec = new WeakMap<YamlNode, ReadonlyMap<string, ValueType>>();

/** What a definition says of its kinds is all in its spec, which seldom changes with its name or labels. */
function typesOfNode(node: Mapping): ReadonlyMap<string, ValueType> {
  const spec = get(node, 'spec') ?? node;
  const types = ofSpec.get(spec) ?? crdTypes(node);
  ofSpec.set(spec, types);
  return types;
}

/** The types that definitions in the build give, by apiVersion and kind. */
const customTypesOf = onceFor(({ resources }: BuildResult): ReadonlyMap<string, ValueType> => {
  const types = new Map<string, ValueType>();
  for (const { id, node } of resources) {
    if (id.kind !== 'CustomResourceDefinition') continue;
    for (const [gvk, type] of typesOfNode(node)) types.set(gvk, type);
  }
  return types;
});

/** The type of a kind in a build, where Kubernetes or a definition in the build has it. */
export function typeIn(result: BuildResult, gvk: Gvk): ValueType | undefined {
  const apiVersion = apiVersionOf(gvk);
  return kubernetesType(apiVersion, gvk.kind) ?? customTypesOf(result).get(`${apiVersion} ${gvk.kind}`);
}

function issuesOf(node: Mapping, type: ValueType): readonly Issue[] {
  const issues: Issue[] = [];
  checkObject(node, type, (code, params, spot) => {
    // Code and parameters belong together where they are reported.
    issues.push({ code, params, spot } as Issue);
  });
  return issues;
}
