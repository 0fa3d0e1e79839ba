/** An object's id as the engine writes it: `Deployment.v1.apps/web.prod`. */
const engineId = /^([^./]*)\.([^./]*)\.([^/]*)\/(.*)\.([^.]*)$/;

/** How people call an object: `Deployment web`, with its namespace where one is written. Other texts stay as they are. */
export function objectText(id: string): string {
  const { kind, name = '', namespace = '' } = partsOf(id) ?? {};
  if (kind === undefined) return id;
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`.trimEnd();
}

/** The same for several that have to be told apart: with their versions where nothing else does. */
export function objectTexts(ids: readonly string[]): readonly string[] {
  const short = ids.map(objectText);
  return ids.map((id, index) => {
    const text = short[index] ?? id;
    const isAmbiguous = short.some((other, at) => at !== index && other === text && ids[at] !== id);
    return isAmbiguous ? `${text} (${partsOf(id)?.apiVersion})` : text;
  });
}

function partsOf(id: string) {
  const [, kind, version, group, name = '', namespace = ''] = engineId.exec(id) ?? [];
  if (kind === undefined || version === undefined || group === undefined) return undefined;
  const written = (part: string) => (/^\[no\w+\]$/.test(part) ? '' : part);
  return {
    kind: written(kind) || 'object',
    name: written(name),
    namespace: written(namespace),
    apiVersion: [written(group), written(version)].filter(part => part !== '').join('/'),
  };
}
