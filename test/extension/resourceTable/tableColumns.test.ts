import { describe, expect, test } from 'vitest';
import { kubectlText, namesText } from '../../../src/extension/resourceTable/copyRows.ts';
import { type ColumnChoice, tableColumns } from '../../../src/extension/resourceTable/tableColumns.ts';

const server = (name: string, priority = 0, type = 'string') => ({ name, type, description: '', priority });
const choice: ColumnChoice = {
  columns: [server('Name'), server('Ready'), server('Last Seen'), server('Age'), server('IP', 1)],
  custom: [{ title: 'App', path: '.metadata.labels.app' }],
  chosen: undefined,
  withNamespace: true,
  namespaceTitle: 'Namespace',
};

const shown = (changes: Partial<ColumnChoice>) =>
  tableColumns({ ...choice, ...changes }).flatMap(({ title, isShown }) => (isShown ? [title] : []));

describe('the columns of a table', () => {
  test('are those of the server, without what is for wide screens, and those of the user', () => {
    expect(shown({})).toEqual(['Namespace', 'Name', 'Ready', 'Last Seen', 'Age', 'App']);
  });

  test('follow what the user chose, but rows keep their name', () => {
    expect(shown({ chosen: ['IP'] })).toEqual(['Namespace', 'Name', 'IP']);
  });

  test('have no namespace where all are in one', () => {
    expect(shown({ withNamespace: false })).not.toContain('Namespace');
  });

  test('are none before the server told its own: a table of user columns alone would jump', () => {
    expect(tableColumns({ ...choice, columns: [] })).toEqual([]);
  });

  test('know where their texts are, and which of them are ages', () => {
    const sources = tableColumns(choice).map(({ title, source, order }) => [title, source, order]);
    expect(sources).toEqual([
      ['Namespace', 'namespace', 'text'],
      ['Name', 'name', 'text'],
      ['Ready', 1, 'text'],
      ['Last Seen', 2, 'duration'],
      ['Age', 'age', 'text'],
      ['IP', 4, 'text'],
      ['App', 5, 'text'],
    ]);
  });
});

describe('what is copied', () => {
  const rows = [
    { namespace: 'shop', name: 'web' },
    { namespace: 'models', name: 'llm' },
    { namespace: 'shop', name: 'db' },
  ];

  test('names, one a line', () => {
    expect(namesText(rows)).toBe('web\nllm\ndb');
  });

  test('arguments of kubectl, one line a namespace, with the group so that no other kind is meant', () => {
    const id = { group: 'apps', version: 'v1', resource: 'deployments' };
    expect(kubectlText(id, rows)).toBe(
      '-n shop deployments.apps/web deployments.apps/db\n-n models deployments.apps/llm',
    );
    expect(kubectlText({ group: '', version: 'v1', resource: 'nodes' }, [{ namespace: '', name: 'a' }])).toBe(
      'nodes/a',
    );
  });
});
