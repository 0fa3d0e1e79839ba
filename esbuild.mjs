// Bundles each face into dist/. Rooms behind a dynamic import() become chunks that load on first use:
// that is how the cluster side, and client-node with it, stays off the activation path.
import { rm } from 'node:fs/promises';
import { context } from 'esbuild';

const watch = process.argv.includes('--watch');

/** CommonJS packages inside an ES module bundle still ask for `require`. */
const requireShim =
  "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);";

await rm('dist', { recursive: true, force: true });
const node = await context({
  entryPoints: { extension: 'src/extension/main.ts', server: 'src/server/main.ts', cli: 'src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  // The oldest supported extension host, see ARCHITECTURE.md.
  target: 'node22.19',
  format: 'esm',
  external: ['vscode'],
  chunkNames: 'chunk-[hash]',
  banner: { js: requireShim },
  minify: !watch,
  sourcemap: watch ? 'linked' : false,
  legalComments: 'linked',
  logLevel: 'warning',
});
if (watch) await node.watch();
else {
  await node.rebuild();
  await node.dispose();
}
