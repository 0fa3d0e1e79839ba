import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { goJson, goJsonString } from '../../yaml/goJson.ts';
import { get, isSetting } from '../../yaml/node.ts';
import { isNullNode } from '../load/kustomization.ts';
import { type Resource, rememberId, withNode } from '../resource.ts';
import { updateField } from '../transform/fieldSpec.ts';
import { setScalar } from '../transform/setScalar.ts';

/** Digits that could spell words, and what takes their place. */
const substitutes: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** Puts the hash of its content behind the name of every generated resource that wants it. */
export function addHashes(resources: readonly Resource[]): readonly Resource[] {
  return resources.map(resource => {
    if (!resource.needsHash) return resource;
    const hash = contentHash(resource);
    const directive = { name: 'nameSuffixHash', file: resource.file, start: hashStart(resource) };
    const remembered = rememberId(resource);
    const node = updateField(remembered.node, ['metadata', 'name'], true, {
      set: name => {
        const old = name?.kind === 'scalar' ? name : undefined;
        const text = old === undefined || isNullNode(old) ? '' : old.text;
        return setScalar(old, `${text}-${hash}`, directive);
      },
      mismatch: () => undefined,
      leaf: 'scalar',
    });
    return withNode(remembered, node as Resource['node']);
  });
}

/** The hash follows the generator's entry, which set the kind. */
function hashStart({ node }: Resource): number {
  const kind = get(node, 'kind');
  return kind?.kind === 'scalar' && isSetting(kind.from) ? kind.from.start : 0;
}

/** The ten letters that stand for the content of a ConfigMap or Secret, or of any other object as a whole. */
function contentHash({ node, id }: Resource): string {
  const digest = bytesToHex(sha256(utf8ToBytes(hashedText(node, id.kind))));
  return digest.slice(0, 10).replace(/[013ae]/g, digit => substitutes[digit] ?? digit);
}

function hashedText(node: Resource['node'], kind: string): string {
  // Kustomize looks for a key "metadata/name", which no object has: the name never enters the hash.
  const name = '""';
  const json = (key: string) => {
    const value = get(node, key);
    return value === undefined ? '""' : value.kind === 'scalar' ? goJsonString(value.text) : goJson(value);
  };
  const mapping = (key: string) => (get(node, key)?.kind === 'mapping' ? `"${key}":${json(key)},` : '');
  if (kind === 'ConfigMap')
    return `{${mapping('binaryData')}"data":${json('data')},"kind":"ConfigMap","name":${name}}`;
  if (kind !== 'Secret') return goJson(node);
  const stringData = mapping('stringData');
  return `{"data":${json('data')},"kind":"Secret","name":${name},${stringData}"type":${json('type')}}`;
}
