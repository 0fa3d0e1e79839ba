import { kubernetesVersion } from '../../schema/builtinSchema.ts';
import { schemaFromDocument } from '../../schema/document.ts';
import { type Schemas, schemasWith } from '../../schema/openapi.ts';
import { jsonText } from '../../yaml/jsonText.ts';
import { keyAt, valueAt } from '../../yaml/location.ts';
import type { SourceFile } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { type BuildContext, report } from '../buildContext.ts';
import { field, type Kustomization, keyOf, textOf } from '../load/kustomization.ts';
import { loadFile } from '../load/loadFile.ts';

/** Lets a kustomization decide, where none has before it. Reports what is wrong with its `openapi` field. */
export function chooseSchemas(context: BuildContext, kustomization: Kustomization): void {
  const { schemas } = context;
  const openapi = field(kustomization.node, 'openapi');
  if (openapi?.kind !== 'mapping' || openapi.keys.length === 0) return;
  const { file } = kustomization;
  const key = keyOf(kustomization.node, 'openapi') ?? 'openapi';
  const path = textOf(field(openapi, 'path'));
  const version = textOf(field(openapi, 'version'));
  if (schemas.decided) {
    // What is not used is not looked at, as long as its file is there.
    if (path !== '') loadFile(context, kustomization, path, valueAt(file, [key, 'path']));
    return;
  }
  if (path !== '' && version !== '') {
    report(context, 'openapi.path-and-version', {}, keyAt(file, [key]));
  } else if (version !== '' && version !== kubernetesVersion) {
    const location = valueAt(file, [key, 'version']);
    report(context, 'openapi.unknown-version', { version, known: kubernetesVersion }, location);
  } else if (path !== '') {
    const location = valueAt(file, [key, 'path']);
    const entry = loadFile(context, kustomization, path, location);
    if (entry === undefined) return;
    const chosen = schemasOf(context, entry.file, positionIn(schemas));
    if (chosen === undefined) schemas.broken = { path, location };
    else schemas.current = chosen;
  }
  schemas.decided = path !== '' || version !== '';
}

/** Says of a schema that is none, once a type is asked for: before, the official tool does not look at it. */
export function askForTypes(context: BuildContext): void {
  const { broken } = context.schemas;
  if (broken === undefined) return;
  context.schemas.broken = undefined;
  report(context, 'openapi.invalid', { path: broken.path }, broken.location);
}

type Position = Parameters<typeof schemasWith>[1];

/** Kubernetes' types count only where a patch or a scope has asked for them before. */
function positionIn({ merged, asked }: BuildContext['schemas']): Position {
  if (merged) return 'over';
  return asked > 0 ? 'under' : 'alone';
}

/** One object a version of a file, so that memos made by it can be told from those of others. */
function schemasOf(context: BuildContext, file: SourceFile, position: Position): Schemas | undefined {
  const known = context.cache.schemas.get(file)?.get(position);
  if (known !== undefined) return known;
  const { node, problems } = parseDocument(file);
  if (problems.some(problem => problem.severity === 'error')) return undefined;
  if (node === undefined) return undefined;
  const document = schemaFromDocument(JSON.parse(jsonText(node)));
  if ('invalid' in document) return undefined;
  const schemas = schemasWith(document.layer, position);
  const positions = context.cache.schemas.get(file) ?? new Map();
  context.cache.schemas.set(file, positions.set(position, schemas));
  return schemas;
}
