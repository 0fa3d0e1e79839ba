import type { Tree } from '../patch/yamlText.ts';
import type { Dice } from './dice.ts';
import { labelValue, scalar } from './scalars.ts';
import type { Entries } from './world.ts';

/** Names that references of the samples lead to; objects of several kinds have them. */
export const configNames = ['settings', 'made', 'files'] as const;

const images = [
  ...['nginx', 'nginx:1.25', 'busybox:latest', 'registry.example.com:5000/team/app:v1', 'team/app'],
  ...['nginx@sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3', '"redis:7"'],
  ...['app:1@sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3', 'myxreg/app:1'],
];

/** A pod's `spec` with what a test wants to know of it. */
export interface Pod {
  readonly spec: Entries;
  readonly containers: readonly string[];
  readonly images: readonly string[];
}

/** A pod that refers to ConfigMaps, Secrets, claims and a service account of the samples. */
export function pod(dice: Dice): Pod {
  const names = dice.some(['web', 'side', 'app', '"9"'], 1, 2);
  const used: string[] = [];
  const list = names.map(name => {
    const image = dice.pick(images);
    used.push(image.replaceAll('"', ''));
    return container(dice, name, image);
  });
  const init = dice.chance(20) ? { initContainers: [container(dice, 'init', dice.pick(images))] } : {};
  const spec: Record<string, Tree> = { ...init, containers: list };
  if (dice.chance(30)) spec['volumes'] = volumes(dice);
  if (dice.chance(20)) spec['serviceAccountName'] = dice.pick(['robot', 'default']);
  if (dice.chance(10)) spec['imagePullSecrets'] = [{ name: 'keys' }];
  if (dice.chance(10)) spec['nodeSelector'] = { disk: labelValue(dice) };
  if (dice.chance(10)) spec['topologySpreadConstraints'] = [spread(dice)];
  if (dice.chance(8)) spec['affinity'] = affinity(dice);
  return { spec, containers: names, images: used };
}

function container(dice: Dice, name: string, image: string): Entries {
  const tree: Record<string, Tree> = { name, image };
  if (dice.chance(35)) tree['env'] = dice.some(environment(dice), 1, 3);
  if (dice.chance(20)) {
    const source = dice.pick(['configMapRef', 'secretRef']);
    tree['envFrom'] = [{ [source]: { name: dice.pick([...configNames, 'keys']) } }];
  }
  if (dice.chance(25))
    tree['args'] = dice.some(['--flag', '"--n=$(WHERE)"', '"8080"', 'a=b', '$(HOST)'], 1, 3);
  if (dice.chance(25))
    tree['ports'] = [
      { containerPort: '80' },
      ...(dice.chance(40) ? [{ containerPort: '80', protocol: 'UDP' }] : []),
    ];
  if (dice.chance(15)) tree['volumeMounts'] = [{ name: 'data', mountPath: '/data' }];
  if (dice.chance(15))
    tree['resources'] = { limits: { cpu: dice.pick(['"1"', '500m', '0.5']), memory: '1Gi' } };
  return tree;
}

function environment(dice: Dice): Entries[] {
  return [
    {
      name: 'A',
      value: dice.pick(['"1"', 'text', '"$(WHERE)"', 'pre-$(WHERE)-$(HOST)', '"$$(WHERE)"', '""']),
    },
    { name: 'B', valueFrom: { configMapKeyRef: { name: dice.pick(configNames), key: 'a' } } },
    { name: 'C', valueFrom: { secretKeyRef: { name: 'keys', key: 'token', optional: 'true' } } },
    { name: 'D', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ];
}

function volumes(dice: Dice): Tree {
  return dice.some<Tree>(
    [
      { name: 'conf', configMap: { name: dice.pick(configNames), items: [{ key: 'a', path: 'a' }] } },
      { name: 'keys', secret: { secretName: 'keys' } },
      { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
      {
        name: 'both',
        projected: { sources: [{ configMap: { name: 'settings' } }, { secret: { name: 'keys' } }] },
      },
      { name: 'tmp', emptyDir: {} },
    ],
    1,
    3,
  );
}

function spread(dice: Dice): Tree {
  return {
    maxSkew: '1',
    topologyKey: 'zone',
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app: labelValue(dice) } },
  };
}

function affinity(dice: Dice): Tree {
  const term = { topologyKey: 'zone', labelSelector: { matchLabels: { app: labelValue(dice) } } };
  const key = dice.pick(['podAffinity', 'podAntiAffinity']);
  return dice.chance(50)
    ? { [key]: { requiredDuringSchedulingIgnoredDuringExecution: [term] } }
    : {
        [key]: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: '1', podAffinityTerm: term }] },
      };
}

/** A pod template with labels of its own. */
export function podTemplate(dice: Dice, labels: Entries): Pod {
  const made = pod(dice);
  const metadata = dice.chance(85) ? { metadata: { labels } } : {};
  const annotations = dice.chance(10) ? { metadata: { labels, annotations: { note: scalar(dice) } } } : {};
  return { ...made, spec: { template: { ...metadata, ...annotations, spec: made.spec } } };
}
