import { isLocalConfig } from '../../../kustomize/render/render.ts';
import type { ResourceRule } from '../rule.ts';

const annotation = 'config.kubernetes.io/local-config';

/** An object that is marked to serve the build alone, so the output does not have it. */
export const localConfig: ResourceRule<'resource.local-config'> = {
  code: 'resource.local-config',
  severity: 'information',
  over: 'resources',
  check({ resources }, report) {
    for (const resource of resources) {
      if (!isLocalConfig(resource)) continue;
      const { id, location } = resource;
      const path = [...location.path, 'metadata', 'annotations', annotation];
      report({ kind: id.kind, name: id.name }, { ...location, path, part: 'key' });
    }
  },
};
