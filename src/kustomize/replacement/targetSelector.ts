import { get } from '../../yaml/node.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { parseLabelSelector } from '../patch/labelSelector.ts';
import { anchoredMatcher, textMap } from '../patch/selector.ts';
import type { Resource, ResourceId } from '../resource.ts';
import { isPresent, optional, type Placed, textField } from './readReplacements.ts';
import { idsOf } from './source.ts';

/** Decides over resources; `undefined` where a selector of labels or annotations is none, which is reported. */
export type TargetSelector = (resource: Resource) => boolean | undefined;

const idFields = ['group', 'version', 'kind', 'name', 'namespace'] as const;

/** What `select` and `reject` of a target say; `undefined` where there is no `select` or a bad regular expression. */
export function readTargetSelector(context: BuildContext, target: Placed): TargetSelector | undefined {
  const select = isPresent(target) ? optional(target, 'select') : undefined;
  if (select === undefined) {
    report(context, 'replacement.no-select', {}, target.location);
    return undefined;
  }
  const rejectList = optional(target, 'reject');
  const rejected: Placed[] =
    rejectList?.node.kind !== 'sequence'
      ? []
      : rejectList.node.items.map((node, index) => ({
          ...rejectList,
          node,
          location: { ...rejectList.location, path: [...rejectList.location.path, index] },
        }));
  const selectsId = readIdMatcher(context, select);
  const rejects = rejected.map(reject => ({ reject, matches: readIdMatcher(context, reject) }));
  if (selectsId === undefined || rejects.some(({ matches }) => matches === undefined)) return undefined;
  return resource => {
    const selected = matchesMaps(context, select, resource);
    if (selected !== true) return selected;
    for (const { reject } of rejects) {
      if (textField(reject, 'annotationSelector') === '' && textField(reject, 'labelSelector') === '')
        continue;
      const isRejected = matchesMaps(context, reject, resource);
      if (isRejected !== false) return isRejected === undefined ? undefined : false;
    }
    const ids = idsOf(resource);
    if (rejects.some(({ reject, matches }) => hasId(reject) && ids.some(id => matches?.(id)))) return false;
    return ids.some(selectsId);
  };
}

function hasId(selector: Placed): boolean {
  return idFields.some(name => textField(selector, name) !== '');
}

function readIdMatcher(context: BuildContext, selector: Placed): ((id: ResourceId) => boolean) | undefined {
  const matchers: ((id: ResourceId) => boolean)[] = [];
  for (const name of idFields) {
    const pattern = textField(selector, name);
    const matches = anchoredMatcher(pattern);
    if (matches === undefined) {
      report(context, 'replacement.bad-regex', { pattern }, (optional(selector, name) ?? selector).location);
      return undefined;
    }
    if (pattern !== '') matchers.push(id => matches(id[name]));
  }
  return id => matchers.every(matches => matches(id));
}

function matchesMaps(context: BuildContext, selector: Placed, { node }: Resource): boolean | undefined {
  const metadata = get(node, 'metadata');
  for (const [name, map] of [
    ['annotationSelector', 'annotations'],
    ['labelSelector', 'labels'],
  ] as const) {
    const text = textField(selector, name);
    if (text === '') continue;
    const matches = parseLabelSelector(text);
    if (matches === undefined) {
      const { location } = optional(selector, name) ?? selector;
      report(context, 'replacement.bad-selector', { selector: text }, location);
      return undefined;
    }
    if (!matches(textMap(get(metadata, map)))) return false;
  }
  return true;
}
