import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSets, type SetHistory, setsIn } from '../apply/history/readSets.ts';
import type { HistoryRecord } from '../apply/history/record.ts';
import { setNameOf } from '../apply/set/applySet.ts';
import { otherRepository, repositoryText } from '../apply/set/repository.ts';
import { isAppliedFrom } from '../apply/set/setSource.ts';
import { textIn } from '../messages/text.ts';
import { repositoryQuestions } from '../node/repositoryIdentity.ts';
import { repositoryPath } from '../node/repositoryPath.ts';
import { type Command, type CommandIo, ExitCode, localeOf, UsageError } from './command.ts';
import { onCluster } from './onCluster.ts';
import { tableLines } from './tableLines.ts';

/**
 * `kubewright history [DIR | --set NAME]`: what a set was applied from, newest first; 1 where there is no such set. A set of
 * that name may be in several namespaces.
 */
export const historyCommand: Command = async (args, io) => {
  const { name, directory, context, namespace, isJson, limit } = readArguments(args, io);
  return onCluster(context, io, async (connection, signal) => {
    const all =
      namespace === undefined
        ? await readSets(connection, [connection.kubeContext.namespace], signal)
        : await setsIn(connection, namespace, signal);
    const from =
      directory === undefined
        ? undefined
        : {
            root: repositoryPath(directory),
            repository: await repositoryQuestions(directory, io.env, signal).identity(),
          };
    const isOf = ({ repository, records: [latest] }: SetHistory) =>
      isAppliedFrom({ repository, latest }, from);
    const sets = all
      .filter(set => set.name === name || isOf(set))
      .map(set => ({ ...set, records: set.records.slice(0, limit) }));
    if (isJson) io.stdout.write(`${JSON.stringify(sets.flatMap(jsonRows), undefined, 2)}\n`);
    else if (sets.some(({ records }) => records.length > 0)) {
      for (const line of tableLines(tableRows(sets))) io.stdout.write(`${line}\n`);
    }
    await tellOthers(sets, { directory, io, signal });
    if (sets.length > 0 && (isJson || sets.some(({ records }) => records.length > 0))) return ExitCode.fine;
    const textOf = textIn(localeOf(io.env));
    const code = sets.length > 0 ? 'cli.history-empty' : 'cli.history-no-set';
    io.stderr.write(`${textOf({ code, params: { set: name, context: connection.context } })}\n`);
    return sets.length > 0 ? ExitCode.fine : ExitCode.findings;
  });
};

/** Names the sets that another repository than the directory's has applied last. */
async function tellOthers(
  sets: readonly SetHistory[],
  { directory, io, signal }: { directory: string | undefined; io: CommandIo; signal: AbortSignal },
): Promise<void> {
  if (directory === undefined) return;
  const textOf = textIn(localeOf(io.env));
  const questions = repositoryQuestions(directory, io.env, signal);
  for (const { name, namespace, repository, records } of sets) {
    const other = await otherRepository({ repository, latest: records[0] }, questions);
    if (other === undefined || repository === undefined) continue;
    const params = { set: `${namespace}/${name}`, repository: repositoryText(repository) };
    io.stderr.write(`${textOf({ code: 'cli.history-other', params })}\n`);
  }
}

function jsonRows({ name, namespace, records, repository }: SetHistory) {
  return records.map(({ namespace: defaultNamespace, ...record }) => ({
    set: name,
    namespace,
    repository,
    ...record,
    defaultNamespace,
  }));
}

function tableRows(sets: readonly SetHistory[]): string[][] {
  const header = ['NAMESPACE', 'TIME', 'RESULT', 'COMMIT', 'USER', 'CHANGES', 'TOOL', 'ROOT'];
  const rows = sets.flatMap(({ namespace, records }) =>
    records.map(record => [
      namespace,
      record.time.replace(/\.\d+Z$/, 'Z'),
      record.result,
      commitText(record),
      record.user,
      changesText(record),
      record.tool,
      record.root === '' ? '.' : record.root,
    ]),
  );
  return [header, ...rows];
}

/** Enough of the commit for git to know it; a star where files differed from it. */
function commitText({ commit, dirty }: HistoryRecord): string {
  if (commit === undefined) return '-';
  return `${commit.slice(0, 12)}${dirty ? '*' : ''}`;
}

/** `+2 ~1 -3`, and what failed or was not done. */
function changesText({ counts }: HistoryRecord): string {
  const { created, configured, pruned, failed, notDone } = counts;
  const told = [
    [`+${created}`, created],
    [`~${configured}`, configured],
    [`-${pruned}`, pruned],
    [`!${failed + notDone}`, failed + notDone],
  ] as const;
  const shown = told.filter(([, count]) => count > 0).map(([text]) => text);
  return shown.length === 0 ? '=' : shown.join(' ');
}

function readArguments(args: readonly string[], { cwd }: CommandIo) {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      set: { type: 'string' },
      context: { type: 'string' },
      namespace: { type: 'string', short: 'n' },
      format: { type: 'string', default: 'table' },
      limit: { type: 'string' },
    },
  });
  const { set, context, namespace, format, limit } = values;
  const [directory, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`one set is told of at a time, not ${positionals.length}`);
  if (set !== undefined && directory !== undefined)
    throw new UsageError('give a directory or --set, not both');
  if (format !== 'table' && format !== 'json') throw new UsageError('--format takes table or json');
  if (limit !== undefined && !/^[1-9]\d*$/.test(limit)) throw new UsageError('--limit takes a number');
  const path = resolve(cwd, directory ?? '.').replaceAll('\\', '/');
  return {
    name: set ?? setNameOf(repositoryPath(path)),
    /** `undefined` where the set was named. */
    directory: set === undefined ? path : undefined,
    context,
    namespace,
    isJson: format === 'json',
    limit: limit === undefined ? undefined : Number(limit),
  };
}
