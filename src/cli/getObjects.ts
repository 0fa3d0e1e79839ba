import type { ClusterFailure } from '../cluster/failure.ts';
import { listAt, recordAt, textOf } from '../cluster/json.ts';
import { maskedObject, typeOf, yamlOf } from '../cluster/objectYaml.ts';
import { type ApiResource, objectMeta } from '../cluster/resource.ts';
import { tableIn } from '../cluster/table/table.ts';
import type { CommandIo } from './command.ts';
import { type GetTarget, pagesOf } from './getPages.ts';
import { eachTarget } from './getPartly.ts';
import { watchTarget } from './getWatch.ts';
import { goJson } from './goJson.ts';

/** Prints objects as YAML or JSON: one alone where one was named, else a list. Gives failures as `eachTarget` does. */
export async function printObjects(
  targets: readonly GetTarget[],
  io: CommandIo,
): Promise<readonly ClusterFailure[]> {
  const shown: unknown[] = [];
  const failures = await eachTarget(targets, async target => {
    for await (const page of pagesOf(target, undefined)) {
      const objects = target.name === undefined ? listAt(page, 'items') : [page];
      for (const object of objects)
        shown.push(maskedObject(object, typeOf(target.resource, target.resource.kind)));
    }
  });
  const [first] = targets;
  const isOne = targets.length === 1 && first?.name !== undefined;
  const list = { apiVersion: 'v1', items: shown, kind: 'List', metadata: { resourceVersion: '' } };
  if (first !== undefined && (!isOne || shown.length > 0)) {
    io.stdout.write(objectText(isOne ? shown[0] : list, first));
  }
  return failures;
}

/** Prints `kind.group/name` of each, for scripts. Gives failures as `eachTarget` does. */
export async function printNames(
  targets: readonly GetTarget[],
  io: CommandIo,
): Promise<readonly ClusterFailure[]> {
  return eachTarget(targets, async target => {
    for await (const page of pagesOf(target, 'Metadata')) {
      const names = (tableIn(page)?.rows ?? []).map(row => textOf(recordAt(row, 'metadata')['name']) ?? '');
      io.stdout.write(names.map(name => `${typedName(target.resource, name)}\n`).join(''));
    }
  });
}

/** Prints each object, and again with every change, until the signal aborts. Rejects as `watchTarget` does. */
export async function watchObjects(target: GetTarget, io: CommandIo): Promise<void> {
  const { resource, request } = target;
  const slim = (object: unknown) => ({
    metadata: objectMeta(object),
    shown: maskedObject(object, typeOf(resource, resource.kind)),
  });
  let isFirst = true;
  for await (const { objects } of watchTarget(target, undefined, slim, io)) {
    for (const { metadata, shown } of objects) {
      if (request.output === 'name') io.stdout.write(`${typedName(resource, metadata.name)}\n`);
      else {
        const separator = request.output === 'yaml' && !isFirst ? '---\n' : '';
        io.stdout.write(separator + objectText(shown, target));
      }
      isFirst = false;
    }
  }
}

/** As kubectl names an object among those of other kinds: `pod/web`, `deployment.apps/web`. */
export function typedName({ kind, group }: ApiResource, name: string): string {
  return `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${name}`;
}

function objectText(object: unknown, { request }: GetTarget): string {
  return request.output === 'yaml' ? yamlOf(object) : `${goJson(object)}\n`;
}
