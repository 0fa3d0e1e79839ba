// Builds every root that the arguments name, in one process, as an editor that opens a workspace does.
import { build } from '../../src/kustomize/build.ts';
import { newBuildCache } from '../../src/kustomize/buildCache.ts';
import { render } from '../../src/kustomize/render/render.ts';
import { createBlockingSnapshot } from '../../src/node/blockingSnapshot.ts';

const snapshot = createBlockingSnapshot();
const cache = newBuildCache();
let bytes = 0;
for (const root of process.argv.slice(2)) bytes += render(build(root, snapshot, cache).resources).length;
console.log(bytes);
