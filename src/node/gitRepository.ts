import { readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import type { Repository } from '../language/deployments/repository.ts';

/** A working tree, and where git keeps what belongs to it alone. */
export interface WorkingTree {
  readonly top: string;
  readonly git: string;
}

/**
 * The working tree that a file lies in; `undefined` where there is none. A linked working tree and a submodule name the
 * place of theirs. Throws what the disk throws.
 */
export function workingTreeOf(path: string): WorkingTree | undefined {
  for (let top = posix.dirname(path); ; top = posix.dirname(top)) {
    const git = posix.join(top, '.git');
    const status = statSync(git, { throwIfNoEntry: false });
    if (status?.isDirectory()) return { top, git };
    const named = status?.isFile() ? /^gitdir: (.+)$/m.exec(readFileSync(git, 'utf8'))?.[1] : undefined;
    if (named !== undefined) return { top, git: posix.resolve(top, named) };
    if (top === posix.dirname(top)) return undefined;
  }
}

/** What git's own files say of the repository of a file (real path); no program is run. Each is read again when it changed. */
export function createRepositories(): (path: string) => Repository | undefined {
  const texts = new Map<string, { readonly version: string; readonly text: string }>();

  function read(file: string): string {
    const status = statSync(file, { throwIfNoEntry: false });
    if (status === undefined || !status.isFile()) return '';
    const version = `${status.mtimeMs} ${status.size}`;
    const known = texts.get(file);
    if (known?.version === version) return known.text;
    const text = readFileSync(file, 'utf8');
    texts.set(file, { version, text });
    return text;
  }

  return path => {
    try {
      const tree = workingTreeOf(path);
      if (tree === undefined) return undefined;
      const { top, git } = tree;
      // Working trees of one repository share its configuration.
      const common = posix.resolve(git, read(posix.join(git, 'commondir')).trim());
      const config = read(posix.join(common, 'config')) + read(posix.join(git, 'config.worktree'));
      return { top, ...readGitConfig(config), branch: branchIn(read(posix.join(git, 'HEAD'))) };
    } catch {
      // What cannot be read says nothing.
      return undefined;
    }
  };
}

/** What a git configuration says of remotes, `origin` first, and of what is checked out. */
export function readGitConfig(text: string): Pick<Repository, 'remotes' | 'isSparse'> {
  const remotes: string[] = [];
  let section = '';
  let isOrigin = false;
  for (const line of text.split('\n')) {
    if (/^\s*\[/.test(line)) isOrigin = /^\s*\[\s*remote\s+"origin"/i.test(line);
    section = /^\s*\[\s*(\S+?)[\s\]]/.exec(line)?.[1]?.toLowerCase() ?? section;
    const url = /^\s*url\s*=\s*"?([^"#;]*?)"?\s*(?:[#;].*)?$/i.exec(line)?.[1];
    if (section !== 'remote' || url === undefined || url === '') continue;
    if (isOrigin) remotes.unshift(url);
    else remotes.push(url);
  }
  return { remotes, isSparse: /^\s*sparseCheckout\s*=\s*true\b/im.test(text) };
}

function branchIn(head: string): string | undefined {
  return /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1];
}
