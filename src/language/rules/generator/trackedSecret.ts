import { field, items, textOf } from '../../../kustomize/load/kustomization.ts';
import { resolvePath } from '../../../kustomize/load/loadFile.ts';
import { fieldPlace, itemPlaces } from '../fieldPlace.ts';
import type { BuildRule } from '../rule.ts';

/** A file with the values of a Secret that git holds in plain text. */
export const trackedSecret: BuildRule<'generator.tracked-secret'> = {
  code: 'generator.tracked-secret',
  severity: 'information',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result, isTracked }, report) {
    if (isTracked === undefined) return;
    for (const kustomization of result.kustomizations) {
      for (const { node, location } of items(kustomization, 'secretGenerator')) {
        const named = ['envs', 'files'].flatMap(name =>
          itemPlaces(field(node, name), fieldPlace(node, location, name)),
        );
        const env = field(node, 'env');
        if (env !== undefined) named.push({ node: env, location: fieldPlace(node, location, 'env') });
        for (const item of named) {
          const text = textOf(item.node);
          const path = text.slice(text.indexOf('=') + 1);
          if (path === '') continue;
          const entry = result.reads.get(resolvePath(kustomization, path));
          if (entry?.kind !== 'file' || !isPlain(entry.file.text) || !isTracked(entry.realpath)) continue;
          report({ path }, item.location);
        }
      }
    }
  },
};

/** Neither empty, nor encrypted by the usual tools, nor a template, nor a certificate, which is for everyone. */
function isPlain(text: string): boolean {
  if (
    text.trim() === '' ||
    /\bENC\[|^-----BEGIN (?:PGP|AGE)|GITCRYPT|\bsops\b|\$ANSIBLE_VAULT|\$\{|\{\{/m.test(text)
  )
    return false;
  return !text.includes('BEGIN CERTIFICATE') || text.includes('PRIVATE KEY');
}
