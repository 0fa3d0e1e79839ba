import { manifestsIn } from '../kustomize/manifests.ts';
import type { ObjectIdentity } from '../kustomize/objectIdentity.ts';
import { parseApiVersion, type Resource } from '../kustomize/resource.ts';
import type { PathLocation } from '../yaml/location.ts';
import type { SourceFile } from '../yaml/node.ts';
import type { Renders } from './renders.ts';

/** Where an object comes from. */
export interface ObjectSource {
  readonly file: SourceFile;
  /** The name in the manifest, or in the generator's entry. */
  readonly location: PathLocation;
  /** The directories of the roots that render it from there; none for a manifest that no root reads. */
  readonly roots: readonly string[];
  /** What it is called there. */
  readonly name: string;
}

/** The files of the workspace, which are looked at when somebody asks. */
export interface YamlFiles {
  /** The real paths of all YAML files. */
  paths(): Promise<readonly string[]>;
  /** `undefined` for what cannot be read, or is too large to be a manifest. */
  read(path: string): Promise<SourceFile | undefined>;
}

/**
 * Where an object of a cluster is defined: by the roots that render it, and by manifests that no root reads. An object that
 * names another version of its group is the same. Where some name its very namespace, those that name none are left out. What
 * a generator made with a hash that it has no more, since its data changed, leads to the generator.
 */
export async function sourcesOf(
  wanted: ObjectIdentity,
  renders: Renders,
  files: YamlFiles,
): Promise<readonly ObjectSource[]> {
  const found: Defining[] = [];
  const former: Defining[] = [];
  const read = new Set<string>();
  for (const { root, result } of await renders.all()) {
    for (const path of result.reads.keys()) read.add(path);
    for (const resource of result.resources) {
      if (isNamed(resource, wanted, resource.id.name)) found.push({ resource, root });
      else if (isFormer(resource, wanted)) former.push({ resource, root });
    }
  }
  for (const path of await files.paths()) {
    const file = read.has(path) ? undefined : await files.read(path);
    if (file === undefined || !file.text.includes(wanted.name)) continue;
    for (const resource of manifestsIn(file)) {
      if (isNamed(resource, wanted, resource.id.name)) found.push({ resource, root: undefined });
    }
  }
  const all = found.length > 0 ? found : former;
  const exact = all.filter(({ resource }) => resource.id.namespace === wanted.namespace);
  return merged(exact.length > 0 ? exact : all);
}

interface Defining {
  readonly resource: Resource;
  readonly root: string | undefined;
}

/** Whether it is an object of that kind and namespace, and `own` its name. */
function isNamed(
  { id }: Resource,
  { apiVersion, kind, namespace, name }: ObjectIdentity,
  own: string,
): boolean {
  if (own !== name || id.kind !== kind || id.group !== parseApiVersion(apiVersion).group) return false;
  return id.namespace === namespace || id.namespace === '' || namespace === '';
}

/** Ten of the letters that kustomize's hashes are made of. */
const hash = /-[24-9bcdfghkmt]{10}$/;

function isFormer(resource: Resource, wanted: ObjectIdentity): boolean {
  const { generatedBy, id } = resource;
  if (generatedBy === undefined || !hash.test(id.name) || !hash.test(wanted.name)) return false;
  return isNamed(resource, { ...wanted, name: wanted.name.replace(hash, '') }, id.name.replace(hash, ''));
}

/** One for each place, with all roots that come by it. */
function merged(found: readonly Defining[]): ObjectSource[] {
  const sources = new Map<string, ObjectSource & { readonly roots: string[] }>();
  for (const { resource, root } of found) {
    const { file, location, generatedBy, previous, id } = resource;
    const key = JSON.stringify(location);
    const name = generatedBy === undefined ? ['metadata', 'name'] : ['name'];
    const source = sources.get(key) ?? {
      file,
      location: { ...location, path: [...location.path, ...name] },
      roots: [],
      name: previous[0]?.name ?? id.name,
    };
    sources.set(key, source);
    if (root !== undefined) source.roots.push(root);
  }
  return [...sources.values()];
}
