import { posix } from 'node:path';
import { field, type Kustomization, textOf } from '../../../kustomize/load/kustomization.ts';
import type { ParsedResources } from '../../../kustomize/load/resourceFile.ts';
import type { Location } from '../../../yaml/location.ts';
import { get } from '../../../yaml/node.ts';
import { fieldPlace, itemPlaces } from '../fieldPlace.ts';
import type { BuildRule } from '../rule.ts';
import { isTemplated } from '../templated.ts';
import { generatorEntries } from './entries.ts';
import { envLines } from './envFile.ts';
import { isValidKey, longestKey } from './validKey.ts';

/** A key of a ConfigMap or a Secret that the API server refuses, written out or generated. */
export const invalidKey: BuildRule<'generator.invalid-key'> = {
  code: 'generator.invalid-key',
  severity: 'warning',
  over: 'build',
  in: 'any',
  of: 'written',
  check({ result, files }, report) {
    const look = ({ key, location }: Key) => {
      if (isValidKey(key) || isTemplated(key)) return;
      report({ key: key.slice(0, longestKey), tooLong: key.length > longestKey }, location);
    };
    for (const kustomization of result.kustomizations) generatedKeys(kustomization).forEach(look);
    for (const { key, keyPlace } of envLines(result)) {
      if (!/^export\s/.test(key)) look({ key, location: keyPlace });
    }
    for (const file of files) writtenKeys(file).forEach(look);
  },
};

interface Key {
  readonly key: string;
  readonly location: Location;
}

function generatedKeys(kustomization: Kustomization): Key[] {
  return generatorEntries(kustomization).flatMap(({ node, location }) => {
    const keysOf = (name: string, keyOf: (text: string) => string) =>
      itemPlaces(field(node, name), fieldPlace(node, location, name)).map(item => ({
        key: keyOf(textOf(item.node)),
        location: item.location,
      }));
    return [
      ...keysOf('literals', text => text.split('=')[0] ?? ''),
      ...keysOf('files', text => (text.includes('=') ? (text.split('=')[0] ?? '') : posix.basename(text))),
    ];
  });
}

function writtenKeys({ resources }: ParsedResources): Key[] {
  return resources.flatMap(({ id, node, location }) => {
    if (id.group !== '' || (id.kind !== 'ConfigMap' && id.kind !== 'Secret')) return [];
    return ['data', 'binaryData', 'stringData'].flatMap(list => {
      const data = get(node, list);
      if (data?.kind !== 'mapping') return [];
      return data.keys.map(key => ({
        key,
        location: { ...location, path: [...location.path, list, key], part: 'key' as const },
      }));
    });
  });
}
