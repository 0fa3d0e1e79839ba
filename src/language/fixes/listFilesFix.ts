import { posix } from 'node:path';
import { isScalar, parseDocument, visit } from 'yaml';
import type { Workspace } from '../workspace.ts';
import { pathScalar } from './pathScalar.ts';
import type { FixRequest, QuickFix } from './quickFix.ts';
import { listable } from './readableManifests.ts';

/** Writes the files that a pattern fits, as a shell would, in the place of the pattern: kustomize has none. */
export async function listFilesFix(request: FixRequest): Promise<QuickFix | undefined> {
  const { problem, range, path, text, workspace } = request;
  if (problem.code !== 'resource.not-found' || !problem.params.isPattern || 'start' in problem.location)
    return undefined;
  const [list, index, ...rest] = problem.location.path;
  if (!/^(?:resources|bases)$/i.test(String(list)) || typeof index !== 'number' || rest.length > 0)
    return undefined;
  const directory = posix.dirname(path);
  const named = namedIn(text).map(each => posix.join(directory, each));
  const found = await expand(problem.params.path, directory, workspace);
  const files = await listable(
    found.filter(each => !named.includes(each) && !directory.startsWith(`${each}/`) && each !== directory),
    workspace,
  );
  const separator = separatorBefore(text, range.start);
  if (files.length === 0 || separator === undefined || range.start.line !== range.end.line) return undefined;
  const newText = files.map(each => pathScalar(posix.relative(directory, each))).join(separator);
  return {
    title: { code: 'fix.list-files', params: { count: files.length } },
    edits: [{ uri: problem.location.uri, range, newText }],
    preferred: true,
  };
}

/** Every text in a kustomization: what is a patch or a part of a generator is no resource as well. */
function namedIn(text: string): string[] {
  const named: string[] = [];
  visit(parseDocument(text, { uniqueKeys: false, logLevel: 'silent' }), {
    Scalar(_, node) {
      if (isScalar(node) && typeof node.value === 'string') named.push(node.value.replace(/^[^=]*=/, ''));
    },
  });
  return named;
}

/** What stands between two items of the list: the beginning of a line with its dash, or a comma. */
function separatorBefore(
  text: string,
  { line, character }: FixRequest['range']['start'],
): string | undefined {
  const before = (text.split('\n')[line] ?? '').slice(0, character);
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  if (/^\s*-\s+$/.test(before)) return lineBreak + before;
  return /[[,]\s*$/.test(before) ? ', ' : undefined;
}

/** The paths that a pattern fits, step by step; `**` fits any number of directories to nobody here. */
async function expand(pattern: string, directory: string, workspace: Workspace): Promise<readonly string[]> {
  let paths: readonly string[] = [directory];
  for (const step of posix.normalize(pattern).split('/')) {
    if (!/[*?[]/.test(step)) {
      paths = paths.map(each => posix.join(each, step));
      continue;
    }
    const fits = stepPattern(step);
    const lists = await Promise.all(
      paths.map(async each => {
        const entries = await workspace.readDirectory(each);
        return entries.filter(({ name }) => fits.test(name)).map(({ name }) => posix.join(each, name));
      }),
    );
    paths = lists.flat();
  }
  return paths;
}

function stepPattern(step: string): RegExp {
  const source = step.replaceAll(/\[([^\]]+)\]|[*?]|[^*?[]+|\[/g, (part, set: string | undefined) => {
    if (set !== undefined) return `[${set.replace(/^!/, '^').replaceAll('\\', '\\\\')}]`;
    if (part === '?') return '[^/]';
    return part === '*' ? '[^/]*' : part.replaceAll(/[\\^$.|+(){}[\]]/g, '\\$&');
  });
  // As in a shell, a star does not stand for a dot at the beginning.
  return new RegExp(`^(?!\\.)${source}$`);
}
