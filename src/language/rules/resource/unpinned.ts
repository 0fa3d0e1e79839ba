import { items, textOf } from '../../../kustomize/load/kustomization.ts';
import { isRemote } from '../../../kustomize/remote/request.ts';
import type { KustomizationRule } from '../rule.ts';
import { isTemplated } from '../templated.ts';

/** Remote content without a version: what is built changes with what others push. */
export const unpinned: KustomizationRule<'resource.unpinned'> = {
  code: 'resource.unpinned',
  severity: 'information',
  over: 'kustomization',
  check(kustomization, report) {
    for (const list of ['resources', 'bases', 'components']) {
      for (const { node, location } of items(kustomization, list)) {
        const url = textOf(node);
        if (!isRemote(url) || isTemplated(url)) continue;
        const found = versionOf(url);
        if (found === undefined) continue;
        report(found.ref === '' ? {} : { ref: found.ref }, location);
      }
    }
  },
};

/** Names that are branches in all likelihood; any other may be a tag. */
const branch = /^(?:refs\/heads\/.+|main|master|trunk|develop|dev|HEAD)$/;
const file = /\.(?:ya?ml|json)$/i;

/** The branch that a URL follows, empty for the default one; `undefined` where it may well be pinned. */
function versionOf(url: string): { readonly ref: string } | undefined {
  const [address = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  const ref = parameters.get('ref') || parameters.get('version') || '';
  if (ref !== '') return branch.test(ref) ? { ref } : undefined;
  if (file.test(address)) return fileVersion(address);
  // A server may hand out manifests at any address, but a path into a repository is a repository's.
  const isRepository = /\.git(?:\/|$)|(?<!:)\/\/|^(?:git::|ssh:)|@|github\.com|gitlab\.com|bitbucket\.org/;
  return isRepository.test(address) ? { ref: '' } : undefined;
}

function fileVersion(address: string): { readonly ref: string } | undefined {
  const raw =
    /^https?:\/\/raw\.githubusercontent\.com\/[^/]+\/[^/]+\/((?:refs\/heads\/)?[^/]+)\//.exec(address) ??
    /^https?:\/\/[^/]+\/.+\/-\/raw\/([^/]+)\//.exec(address) ??
    /^https?:\/\/github\.com\/[^/]+\/[^/]+\/(?:raw|blob)\/((?:refs\/heads\/)?[^/]+)\//.exec(address);
  const ref = raw?.[1];
  if (ref !== undefined) return branch.test(ref) ? { ref } : undefined;
  return /^https?:\/\/github\.com\/[^/]+\/[^/]+\/releases\/latest\//.test(address)
    ? { ref: 'latest' }
    : undefined;
}
