import type { BuildProblems } from '../../kustomize/problems.ts';
import { objectText, objectTexts } from '../objectText.ts';

const didYouMean = (nearest: string | undefined) =>
  nearest === undefined ? '' : ` Did you mean "${nearest}"?`;

const kustomizationFile = {
  own: 'This is the kustomization itself, not a resource. Remove the item.',
  other: 'This is a kustomization file, not a resource. List its directory instead.',
};

export const kustomizeMessages: { [C in keyof BuildProblems]: (params: BuildProblems[C]) => string } = {
  'kustomization.missing': p =>
    `There is no kustomization.yaml, kustomization.yml or Kustomization in ${p.directory}.${
      p.nearest === undefined ? ' Create one, or name a file.' : ` Rename "${p.nearest}" there.`
    }`,
  'kustomization.several': p =>
    `${p.directory === '.' ? 'This directory' : p.directory} has several kustomization files (${p.names.join(', ')}). Keep one of them.`,
  'kustomization.empty': () => 'This kustomization is empty. Add resources, components or a generator.',
  'kustomization.wrong-kind': p => `The kind "${p.kind}" is neither Kustomization nor Component.`,
  'kustomization.wrong-version': p =>
    p.apiVersion.startsWith('kustomize.toolkit.fluxcd.io/')
      ? 'This is the Kustomization of Flux, which kustomize cannot build. Keep it in a file of another name, and write a kustomization here.'
      : `The apiVersion "${p.apiVersion}" does not fit the kind; use "${p.expected}".`,
  'resource.not-found': p =>
    p.isPattern
      ? `"${p.path}" is taken for the name of a file: kustomize has no patterns. List the files one by one.`
      : `Nothing is found at "${p.path}".${didYouMean(p.nearest)}`,
  'resource.unreadable': p => `"${p.path}" cannot be read (${p.reason}). Check its permissions and links.`,
  'resource.empty-path': () => 'This item is empty. Name a file or directory, or remove the item.',
  'resource.absolute-path': p => `"${p.path}" is an absolute path. Write it relative to this file.`,
  'resource.outside-root': p =>
    `"${p.path}" lies outside of this directory, and a kustomization reads files only in and below its own. Move it, or make its directory a base.`,
  'resource.cycle': p => `"${p.path}" leads back to where it came from: ${p.chain.join(' → ')}.`,
  'resource.duplicate': ({ id, ways, isOneItem }) => {
    const [first, second] = ways ?? [];
    if (isOneItem) {
      return `"${second}" is listed before${first === second ? '' : `, as "${first}"`}. Remove one of the two.`;
    }
    return ways === undefined
      ? `${objectText(id)} is already among the resources. Remove one of the two, or give it another name.`
      : `${objectText(id)} comes in twice, by "${first}" and by "${second}". Only one of them may bring it.`;
  },
  'resource.no-kind': p =>
    p.kustomizationFile === undefined
      ? 'This is not a Kubernetes object: it has no kind.'
      : kustomizationFile[p.kustomizationFile],
  'resource.no-name': p =>
    p.kustomizationFile !== undefined
      ? kustomizationFile[p.kustomizationFile]
      : `This ${p.kind} has no metadata.name.`,
  'resource.comma-in-name': p =>
    `kustomize loses track of an object called "${p.name}": a name must not have a comma.`,
  'resource.bad-separator': p => `"${p.text}" is not a document separator. Write --- on a line of its own.`,
  'resource.bad-key': p =>
    `kustomize writes the key ${p.key} without quotes here, reads it back as no text and fails. Choose another key.`,
  'resource.bad-number': p =>
    `${p.text} is no number that JSON knows, so the object cannot be printed. Put it in quotes.`,
  'resource.wrong-tag': p =>
    `This is not what its tag ${p.tag} says, so kustomize cannot read it. Remove the tag.`,
  'resource.leading-tab': () =>
    'kustomize cannot read a block back that begins with a tab. Put the text in double quotes, or begin it otherwise.',
  'resource.control-character': () =>
    'This holds a control character that kustomize cannot read back. Remove it.',
  'resource.bad-list': p => `The items of this ${p.kind} are not a list.`,
  'component.expected': p => `"${p.path}" is a ${p.kind}, not a Component. List it under resources.`,
  'component.unexpected': p => `"${p.path}" is a Component. List it under components.`,
  'file.is-directory': p => `"${p.path}" is a directory; a file is needed here.`,
  'component.not-directory': p => `"${p.path}" is not a directory. A component is named by its directory.`,
  'namespace.conflict': p =>
    `With this namespace two resources become ${objectText(p.id)}. Rename one, or leave one out.`,
  'transformer.bad-field': p =>
    `${objectText(p.resource)} has something else than ${p.field} needs where it would be written.`,
  'transformer.conflicting-fields': () =>
    'Two configurations name the same field, one with create and one without. Make them agree.',
  'replicas.no-match': p => `No workload is named "${p.name}".${didYouMean(p.nearest)}`,
  'generator.no-name': () => 'This generator has no name. Add one.',
  'generator.bad-literal': () => 'This is not key=value: put an equals sign between the key and its value.',
  'generator.bad-file-source': () =>
    'This is neither a path nor key=path: it takes one equals sign at most, with something on both sides.',
  'generator.env-not-text': p => `The env file "${p.path}" is not text in UTF-8.`,
  'generator.duplicate-key': p => `The key "${p.key}" is generated twice. Remove one of the two.`,
  'generator.exists': p =>
    `${objectText(p.id)} exists already. Set behavior to merge or replace, or choose another name.`,
  'generator.ambiguous': p =>
    `Several resources are or were ${objectText(p.id)}, so it is not clear which one to change.`,
  'generator.nothing-to-merge': p =>
    `There is no ${objectText(p.id)} before this, so behavior ${p.behavior} has nothing to work on.`,
  'plugin.lacks-field': p => `The ${p.kind} needs a valid ${p.field}.`,
  'plugin.validator-changes': p => `The validator ${p.kind} changes resources, which a validator must not.`,
  'plugin.unknown': p =>
    `kustomize has no builtin plugin ${p.kind} for this list, so it fails here.${p.nearest ? ` Did you mean ${p.nearest}?` : ''}`,
  'plugin.not-run': p => `The plugin ${p.kind} is not run here, so this build is incomplete.`,
  'configuration.invalid': p =>
    `"${p.path}" is not a transformer configuration${p.reason === '' ? '' : `: it does not know "${p.reason}"`}.`,
  'var.ambiguous': p =>
    `The variable "${p.name}" refers to several resources. Name one by kind and namespace.`,
  'var.duplicate': p => `The variable "${p.name}" is declared a second time.`,
  'var.not-found': p => `There is no ${p.target}, which the variable "${p.name}" refers to.`,
  'var.bad-field': p => `The resource of the variable "${p.name}" has no field ${p.fieldPath}.`,
  'sort.bad-order': p => `The order "${p.order}" is neither legacy nor fifo.`,
  'sort.options-without-legacy': () => 'legacySortOptions count only with the order legacy.',
  'openapi.path-and-version': () => 'openapi takes either a path or a version, not both.',
  'openapi.unknown-version': p =>
    `The schema version "${p.version}" is not built in. The only one is ${p.known}.`,
  'openapi.invalid': p => `"${p.path}" is not an OpenAPI document with definitions.`,
  'image.bad-name': p =>
    `The image name "${p.name}" is not a valid regular expression. Escape its special characters.`,
  'image.not-a-string': p =>
    `${objectText(p.resource)} holds no image reference in ${p.path}, so images cannot be changed in it.`,
  'name-reference.ambiguous': p =>
    `The reference to "${p.name}" can mean several resources (${objectTexts(p.candidates).join(', ')}). Name the namespace in the reference, or give them different names.`,
  'name-reference.bad-field': p => `${objectText(p.resource)} has no usable name or namespace in ${p.path}.`,
};
