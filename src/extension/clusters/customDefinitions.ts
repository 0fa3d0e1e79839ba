import { anyKind } from '../../cluster/kinds/anyKind.ts';

/** CustomResourceDefinitions, by their names alone: a schema may be megabytes. */
export const customDefinitions = {
  ...anyKind({
    group: 'apiextensions.k8s.io',
    version: 'v1',
    resource: 'customresourcedefinitions',
    kind: 'CustomResourceDefinition',
    namespaced: false,
  }),
  content: 'Metadata' as const,
};

/** What is served follows a definition some time later; asking costs little where nothing changed. */
const laterMilliseconds = [0, 1000, 5000, 15_000];

/** Asks what is served after definitions have changed. */
export interface ServedLooks {
  /** To be called with each change: `look` is called soon and some times later, counted from the last change. */
  definitionsChanged(): void;
  dispose(): void;
}

/** Nothing is asked before the first change. */
export function createServedLooks(look: () => void): ServedLooks {
  let timers: NodeJS.Timeout[] = [];
  const dispose = () => {
    for (const timer of timers) clearTimeout(timer);
  };
  return {
    definitionsChanged() {
      dispose();
      timers = laterMilliseconds.map(wait => setTimeout(look, wait));
    },
    dispose,
  };
}
