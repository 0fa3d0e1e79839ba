// Bundles each face into dist/. Rooms behind a dynamic import() become chunks that load on first use:
// that is how the cluster side, and client-node with it, stays off the activation path.
import { rm } from 'node:fs/promises';
import { context } from 'esbuild';

const watch = process.argv.includes('--watch');

/** CommonJS packages inside an ES module bundle still ask for `require`. */
const requireShim =
  "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);";

/** What only some builds need is evaluated when it is first used; expressions of RE2 are rare and take long to load. */
const lateRe2 = {
  name: 'late-re2',
  setup(build) {
    build.onResolve({ filter: /^re2js$/ }, () => ({ path: 're2js', namespace: 'late' }));
    build.onResolve({ filter: /^\.\/re2js\.cjs$/ }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /^re2js$/, namespace: 'late' }, () => ({
      contents: `
        let loaded;
        const re2 = () => (loaded ??= require('./re2js.cjs'));
        export const RE2JS = { compile: (...args) => re2().RE2JS.compile(...args) };
        export class RE2JSException {
          static [Symbol.hasInstance](error) {
            return loaded !== undefined && error instanceof loaded.RE2JSException;
          }
        }`,
    }));
  },
};

/** The command that scripts run most is one CommonJS file, which Node loads with the least ado. */
const buildElsewhere = {
  name: 'build-elsewhere',
  setup(build) {
    build.onLoad({ filter: /\/runBuild\.ts$/ }, () => ({ contents: "require('./cliBuild.cjs');" }));
    build.onResolve({ filter: /^\.\/cliBuild\.cjs$/ }, ({ path }) => ({ path, external: true }));
  },
};

/** Places in texts are asked for where there are problems: the other bundle has what finds them. */
const placesElsewhere = {
  name: 'places-elsewhere',
  setup(build) {
    build.onResolve({ filter: /\/problemLines\.ts$/ }, () => ({ path: './problemLines.js', external: true }));
  },
};

await rm('dist', { recursive: true, force: true });
const node = await context({
  entryPoints: {
    extension: 'src/extension/main.ts',
    server: 'src/server/main.ts',
    cli: 'src/cli/main.ts',
    problemLines: 'src/cli/problemLines.ts',
  },
  plugins: [buildElsewhere],
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
const commonJs = {
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node22.19',
  format: 'cjs',
  minify: !watch,
  legalComments: 'linked',
  logLevel: 'warning',
};
const cliBuild = await context({
  ...commonJs,
  entryPoints: { cliBuild: 'src/cli/runBuild.ts' },
  plugins: [lateRe2, placesElsewhere],
});
const re2 = await context({ ...commonJs, entryPoints: { re2js: 're2js' } });
for (const each of [node, cliBuild, re2]) {
  if (watch) await each.watch();
  else {
    await each.rebuild();
    await each.dispose();
  }
}
