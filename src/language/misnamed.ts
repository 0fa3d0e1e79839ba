import { fieldNamed } from '../schema/fieldType.ts';
import { kustomization } from '../schema/kustomization.ts';
import { type SourceFile, textAt } from '../yaml/node.ts';
import { parseDocument } from '../yaml/parse.ts';
import { firstLineOf } from './firstLine.ts';
import type { LanguageProblem } from './languageProblem.ts';

/**
 * Says of a misnamed file what it should be called, where its content is that of a kustomization: other tools, such
 * as Flux, have files of such names too.
 */
export function misnamedProblem(file: SourceFile, name: string): LanguageProblem | undefined {
  if (!readsAsKustomization(file)) return undefined;
  const rightName = /\.yml$/i.test(name) ? 'kustomization.yml' : 'kustomization.yaml';
  return {
    code: 'kustomization.misnamed',
    params: { name, rightName },
    severity: 'warning',
    location: firstLineOf(file),
  };
}

function readsAsKustomization(file: SourceFile): boolean {
  const { node } = parseDocument(file);
  if (node?.kind !== 'mapping') return false;
  const apiVersion = textAt(node, 'apiVersion');
  if (apiVersion !== undefined) return apiVersion.startsWith('kustomize.config.k8s.io/');
  const fields = node.keys.filter(key => fieldNamed(kustomization, key) !== undefined);
  return fields.length > 0 && fields.length === node.keys.length;
}
