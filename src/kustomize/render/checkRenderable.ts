import { get, type YamlNode } from '../../yaml/node.ts';
import { type BuildContext, report } from '../buildContext.ts';
import type { KustomizeProblem } from '../problems.ts';
import { formatId, type Resource } from '../resource.ts';
import { isUnreadKey } from '../unreadKey.ts';
import { flawOf, reportFlaw } from './flaw.ts';

/**
 * Reports what cannot be printed: infinities, keys that are no text or too long, texts that their tags do not fit, and
 * characters and blocks that the official tool writes so that it cannot read them back.
 */
export function checkRenderable(context: BuildContext, resources: readonly Resource[]): void {
  let isReplaced = false;
  for (const resource of resources) {
    const { node, location, keyProblems } = resource;
    for (const problem of keyProblems)
      if (isLeft(node, problem)) context.problems.push({ ...problem, related: [location] });
    const annotations = get(get(node, 'metadata'), 'annotations');
    const keys = annotations?.kind === 'mapping' ? annotations.keys : [];
    const key = keys.find(isUnreadKey);
    if (key !== undefined) report(context, 'resource.bad-key', { key }, location);
    const flaw = flawOf(node);
    if (flaw === undefined) continue;
    if (flaw.kind === 'replaced') isReplaced = true;
    else reportFlaw(context, resource, flaw);
  }
  // The replacement said so itself, at the field that it writes to; what came later may have mended it.
  if (!isReplaced) forgetMended(context);
}

/** Reports lists in the place of annotations: the official tool takes every other item for a key, and falls over one too many. */
export function checkAnnotations(context: BuildContext, resources: readonly Resource[]): void {
  for (const { id, node, location } of resources) {
    const annotations = get(get(node, 'metadata'), 'annotations');
    if (annotations?.kind !== 'sequence' || annotations.items.length % 2 === 0) continue;
    const params = { resource: formatId(id), field: 'metadata.annotations' };
    report(context, 'transformer.bad-field', params, location);
  }
}

/** Whether the key that a problem is about is still there, and still repeated. */
function isLeft(node: YamlNode, { code, location }: KustomizeProblem): boolean {
  if (!('start' in location) || node.kind === 'scalar') return false;
  if (node.kind === 'mapping') {
    const key = node.keys[node.keyStarts.indexOf(location.start)];
    const isRepeated = key !== undefined && node.keys.indexOf(key) !== node.keys.lastIndexOf(key);
    if (key !== undefined && (code !== 'yaml.duplicate-key' || isRepeated)) return true;
  }
  return (node.kind === 'mapping' ? node.values : node.items).some(child =>
    isLeft(child, { code, location } as KustomizeProblem),
  );
}

/**
 * Reports what a JSON patch cannot read of the resource that it is applied to: the official tool makes JSON of it there,
 * whatever becomes of it later. Whether there is anything.
 */
export function isUnreadable(
  context: BuildContext,
  resource: Resource,
  patch: KustomizeProblem['location'],
): boolean {
  const flaw = flawOf(resource.node);
  if (flaw === undefined || flaw.kind === 'key' || flaw.kind === 'control') return false;
  let isTold = false;
  if (flaw.kind === 'replaced') {
    for (const [index, problem] of context.problems.entries()) {
      if (problem.code !== mendable) continue;
      context.problems[index] = { ...problem, related: [patch] };
      isTold = true;
    }
  }
  if (!isTold) reportFlaw(context, resource, flaw);
  return true;
}

const mendable = 'replacement.wrong-value-type';

/** What a replacement said of its value holds no more, unless a JSON patch ran into it. */
function forgetMended({ problems }: BuildContext): void {
  for (let index = problems.length - 1; index >= 0; index -= 1) {
    const problem = problems[index];
    if (problem?.code === mendable && problem.related === undefined) problems.splice(index, 1);
  }
}
