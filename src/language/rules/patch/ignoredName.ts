import { field } from '../../../kustomize/load/kustomization.ts';
import { isTrueText } from '../../../kustomize/load/yamlBoolean.ts';
import { patchId, type StrategicPatch } from '../../../kustomize/patch/strategicPatch.ts';
import { idsOf } from '../../../kustomize/replacement/source.ts';
import { apiVersionOf, type Resource } from '../../../kustomize/resource.ts';
import { kubernetesType } from '../../../schema/kubernetes/kubernetesTypes.ts';
import { textAt } from '../../../yaml/node.ts';
import type { BuildRule, Report } from '../rule.ts';
import { type PatchEntry, patchEntriesOf } from './patchEntries.ts';
import { targetsOf } from './patchTargets.ts';

/**
 * A strategic merge patch with a `target` that names another object or kind than it is applied to: where there is a
 * target, nobody looks at the patch's own. Names that nothing has are what people write who know that.
 */
export const patchIgnoredName: BuildRule<'patch.ignored-name'> = {
  code: 'patch.ignored-name',
  severity: 'information',
  over: 'build',
  in: 'every',
  deadValue: true,
  check({ result }, report) {
    for (const entry of patchEntriesOf(result)) {
      if (entry.target === undefined || entry.read.form !== 'strategic') continue;
      const [patch, ...others] = entry.read.patches;
      if (patch === undefined || others.length > 0) continue;
      const targets = targetsOf(entry, patch, result) ?? [];
      if (targets.length > 0) look(entry, patch, targets, result.resources, report);
    }
  },
};

function look(
  entry: PatchEntry,
  patch: StrategicPatch,
  targets: readonly Resource[],
  resources: readonly Resource[],
  report: Report<'patch.ignored-name'>,
): void {
  const { kind, name } = patchId(patch);
  const { text, source, document } = patch;
  const isKind = targets.some(({ id }) => id.kind === kind);
  const [target] = targets;
  if (target === undefined) return;
  if (!isKind && !allows(entry, 'allowKindChange') && isRealKind(patch, resources)) {
    report({ part: 'kind', written: kind, used: target.id.kind }, text.locate(source, ['kind'], document));
  }
  if (!isKind || allows(entry, 'allowNameChange')) return;
  const named = resources.filter(each => idsOf(each).some(id => id.kind === kind && id.name === name));
  // Who lists the one among others may have begun with a patch for it alone, and means all of them.
  if (named.length === 0 || named.some(each => targets.includes(each))) return;
  const place = text.locate(source, ['metadata', 'name'], document);
  report({ part: 'name', written: name, used: target.id.name }, place);
}

function allows({ item }: PatchEntry, option: string): boolean {
  const value = field(field(item.node, 'options'), option);
  return value?.kind === 'scalar' && isTrueText(value.text);
}

/** Whether the kind is one that there is, and no word to fill the place with. */
function isRealKind({ node }: StrategicPatch, resources: readonly Resource[]): boolean {
  const kind = textAt(node, 'kind') ?? '';
  if (kubernetesType(textAt(node, 'apiVersion') ?? '', kind) !== undefined) return true;
  return resources.some(({ id }) => id.kind === kind && apiVersionOf(id) === textAt(node, 'apiVersion'));
}
