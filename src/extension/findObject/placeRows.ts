import { l10n, ThemeIcon } from 'vscode';
import { kindOf, nameOf } from '../../cluster/kinds/kinds.ts';
import type { ApiResource } from '../../cluster/resource.ts';
import { failureRows } from './failureRows.ts';
import type { Searching } from './objectRows.ts';
import { closeness } from './rank.ts';
import { contextRow, type FindRow, kindRow, namespaceRow, noteRow } from './rows.ts';
import { clusterScope } from './scope.ts';
import { usualKinds } from './usualKinds.ts';

const mostRows = 100;

/** The kinds that the clusters have, and the commands that begin with a colon. */
export function kindRows(words: readonly string[], { sessions, discoveries }: Searching): FindRow[] {
  const served = new Map<string, ApiResource>();
  for (const session of sessions) {
    for (const resource of discoveries.of(session).resources) {
      const name = nameOf(resource);
      if (resource.verbs.includes('list') && !served.has(name)) served.set(name, resource);
    }
  }
  const usual = new Map(usualKinds.map((kind, index) => [nameOf(kind), index]));
  const all = [...served.values()].sort(
    (one, other) => (usual.get(nameOf(one)) ?? usual.size) - (usual.get(nameOf(other)) ?? usual.size),
  );
  const rows = bestOf(all, words, ({ resource, kind, shortNames, group }) =>
    [...shortNames, resource, kind.toLowerCase(), group].filter(name => name !== ''),
  ).map(resource => {
    const isShared = all.some(each => each.resource === resource.resource && each !== resource);
    return kindRow(resource, isShared && resource.group !== '');
  });
  return [...commandRows(words), ...rows].slice(0, mostRows);
}

/** The namespaces of the contexts that are searched, the favourite ones first. */
export function namespaceRows(words: readonly string[], searching: Searching): FindRow[] {
  const { sessions, collections, services } = searching;
  const namespaces = usualKinds.find(({ resource }) => resource === 'namespaces');
  if (namespaces === undefined) return [];
  const all = sessions.map(session => collections.of(session, kindOf(namespaces)));
  const rows = all.flatMap(({ session: { kubeContext }, items }) => {
    const own = services.active.namespaceOf(kubeContext);
    // Whoever may not list them can still go to their own.
    const names = new Set([own, ...[...items].map(({ metadata }) => metadata.name).sort()]);
    const scope = clusterScope(kubeContext, services);
    return bestOf([...names], words, name => [name]).map(name => namespaceRow(scope, name));
  });
  return [...rows.slice(0, mostRows), ...failureRows(all, services.textOf)];
}

/** All contexts that can be connected to, those that are open first. */
export function contextRows(words: readonly string[], { services }: Searching): FindRow[] {
  const open = new Set(services.sessions.opened.map(({ kubeContext }) => kubeContext.name));
  const contexts = [...(services.kubeconfigs.current?.contexts ?? [])].sort(
    (one, other) => Number(open.has(other.name)) - Number(open.has(one.name)),
  );
  return bestOf(contexts, words, ({ name }) => [name.toLowerCase()])
    .slice(0, mostRows)
    .map(kubeContext => contextRow(kubeContext, open.has(kubeContext.name)));
}

/** Said where nothing fits; how else to ask is said with it. */
export function nothingRow(): FindRow {
  return noteRow(l10n.t('Nothing fits'), l10n.t('Names, or as in k9s: po/web, shop/web, :deploy, :ns, :ctx'));
}

function commandRows(words: readonly string[]): FindRow[] {
  const commands = [
    { name: 'ns', text: l10n.t('choose a namespace to search in'), icon: 'symbol-namespace' },
    { name: 'ctx', text: l10n.t('choose a context to search in'), icon: 'server-environment' },
  ];
  return bestOf(commands, words, ({ name }) => [name]).map(({ name, text, icon }) => ({
    ...noteRow(`:${name}`),
    key: `:${name}`,
    description: text,
    iconPath: new ThemeIcon(icon),
    choice: { is: 'command', text: `:${name} ` },
  }));
}

/** Those of which a name fits every word, the best first; equal ones stay in their order. */
function bestOf<T>(
  all: readonly T[],
  words: readonly string[],
  namesOf: (item: T) => readonly string[],
): T[] {
  return all
    .flatMap(item => {
      const fits = words.map(word =>
        namesOf(item).reduce((best, name) => Math.max(best, closeness(word, name) ?? 0), 0),
      );
      return fits.includes(0) ? [] : [{ item, fits: fits.reduce((sum, each) => sum + each, 0) }];
    })
    .sort((one, other) => other.fits - one.fits)
    .map(({ item }) => item);
}
