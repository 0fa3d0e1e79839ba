/** What V8's profiler saw, as the protocol of Chrome's developer tools has it. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Ids of nodes. */
  readonly samples: readonly number[];
  /** Microseconds from one sample to the next. */
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

/** A time without a break in which code of ours was on the stack. */
export interface OwnBlock {
  readonly milliseconds: number;
  /** Where most of it was spent: the function of ours nearest to the top of the stack. */
  readonly where: string;
}

/**
 * The longest times in which scripts whose URL holds `own` ran, whoever called them and whatever they called; garbage that
 * is collected in between counts for them.
 */
export function ownBlocks(profile: CpuProfile, own: string, most = 5): readonly OwnBlock[] {
  const nodes = new Map(profile.nodes.map(node => [node.id, node]));
  const innermost = innermostOwn(profile, own);
  const blocks: OwnBlock[] = [];
  let current = new Map<string, number>();
  const close = () => {
    const microseconds = [...current.values()].reduce((sum, each) => sum + each, 0);
    const [where = ''] = [...current].sort(([, a], [, b]) => b - a)[0] ?? [];
    if (microseconds > 0) blocks.push({ milliseconds: microseconds / 1000, where });
    current = new Map();
  };
  let last = '';
  for (const [index, id] of profile.samples.entries()) {
    const isGarbage = nodes.get(id)?.callFrame.functionName === '(garbage collector)';
    const where = isGarbage && current.size > 0 ? last : innermost.get(id);
    if (where === undefined) {
      close();
      continue;
    }
    last = where;
    // A delta leads to its sample; what ran between two of them is told by the later.
    current.set(where, (current.get(where) ?? 0) + (profile.timeDeltas[index] ?? 0));
  }
  close();
  return blocks.sort((a, b) => b.milliseconds - a.milliseconds).slice(0, most);
}

/** For each node below one of ours, the nearest of ours. */
function innermostOwn({ nodes }: CpuProfile, own: string): ReadonlyMap<number, string> {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const found = new Map<number, string>();
  const walk = (id: number, above: string | undefined): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const { functionName, url } = node.callFrame;
    const where = url.includes(own) ? `${functionName || '(anonymous)'} ${url.split('/').at(-1)}` : above;
    if (where !== undefined) found.set(id, where);
    for (const child of node.children ?? []) walk(child, where);
  };
  const [root] = nodes;
  if (root !== undefined) walk(root.id, undefined);
  return found;
}
