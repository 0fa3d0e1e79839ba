import { fieldNamed } from '../schema/fieldType.ts';
import { kustomization } from '../schema/kustomization.ts';
import { type SourceFile, textAt, type YamlNode } from '../yaml/node.ts';
import { parseDocument } from '../yaml/parse.ts';
import { firstLineOf } from './firstLine.ts';
import type { LanguageProblem } from './languageProblem.ts';

/**
 * Says of a misnamed file what it should be called, where its content is that of a kustomization: other tools, such
 * as Flux, have files of such names too. An error where it says itself that it is one: without it nothing is built.
 */
export function misnamedProblem(file: SourceFile, name: string): LanguageProblem | undefined {
  const { node } = parseDocument(file);
  const apiVersion = textAt(node, 'apiVersion');
  const isSure = apiVersion?.startsWith('kustomize.config.k8s.io/') === true;
  if (!isSure && (apiVersion !== undefined || !hasItsFields(node))) return undefined;
  const rightName = /\.yml$/i.test(name) ? 'kustomization.yml' : 'kustomization.yaml';
  return {
    code: 'kustomization.misnamed',
    params: { name, rightName },
    severity: isSure ? 'error' : 'warning',
    location: firstLineOf(file),
  };
}

function hasItsFields(node: YamlNode | undefined): boolean {
  if (node?.kind !== 'mapping') return false;
  const fields = node.keys.filter(key => fieldNamed(kustomization, key) !== undefined);
  return fields.length > 0 && fields.length === node.keys.length;
}
