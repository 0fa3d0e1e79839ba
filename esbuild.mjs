// Bundles each face into dist/. Rooms behind a dynamic import() become chunks that load on first use:
// that is how the cluster side, and client-node with it, stays off the activation path.
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
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

/** Small packages that only some builds call, by their name: what they export, made anew where it is first called. */
const lateFunctions = {
  '@noble/hashes/sha2.js': late => `export const sha256 = bytes => ${late}.sha256(bytes);`,
  'vscode-uri': late => `export const URI = {
    file: path => ${late}.URI.file(path),
    parse: (uri, strict) => ${late}.URI.parse(uri, strict),
  };`,
};
const lateCalls = {
  name: 'late-calls',
  setup(build) {
    for (const [name, write] of Object.entries(lateFunctions)) {
      const filter = new RegExp(`^${name}$`);
      build.onResolve({ filter }, ({ pluginData, resolveDir }) =>
        pluginData === 'real' || resolveDir === ''
          ? undefined
          : { path: name, namespace: 'late-calls', pluginData: resolveDir },
      );
      build.onLoad({ filter, namespace: 'late-calls' }, ({ pluginData }) => ({
        contents: write(`require('${name}/real')`),
        resolveDir: pluginData,
      }));
      build.onResolve({ filter: new RegExp(`^${name}/real$`) }, ({ resolveDir, kind }) =>
        build.resolve(name, { resolveDir, kind, pluginData: 'real' }),
      );
    }
  },
};

/** The command that scripts run most is one CommonJS file, whose compiled code is kept. */
const buildKept = {
  name: 'build-kept',
  setup(build) {
    build.onLoad({ filter: /\/runBuild\.ts$/ }, async ({ path }) => ({
      contents: `
        import { compiledCodeFolder } from '../node/compiledCode.ts';
        import { runKept } from './keptScript.ts';
        const folder = compiledCodeFolder(process.env);
        runKept({
          file: __dirname + '/cliBuild.cjs',
          identity: '${createHash('sha256')
            .update(await readFile('dist/cliBuild.cjs'))
            .digest('hex')
            .slice(0, 16)}',
          folder: ${watch ? 'undefined' : "folder && folder + '/build'"},
        }, require);`,
      resolveDir: dirname(path),
      loader: 'ts',
    }));
  },
};

/** What a CommonJS file of ours loads on demand is an entry of the ES modules. */
const lateEntries = {
  run: 'src/cli/run.ts',
  problemLines: 'src/cli/problemLines.ts',
  fetchTools: 'src/cli/fetchTools.ts',
  text: 'src/messages/text.ts',
};
/** What is in the file that starts the others. */
const kept = new Set(['runBuild', 'runOther']);
const lateElsewhere = {
  name: 'late-elsewhere',
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ path, kind }) => {
      const name = /([^/]+)\.ts$/.exec(path)?.[1] ?? '';
      if (kind !== 'dynamic-import' || kept.has(name)) return undefined;
      if (!Object.hasOwn(lateEntries, name)) throw new Error(`${path} is no entry of the ES modules`);
      return { path: `./${name}.js`, external: true };
    });
  },
};

/**
 * VS Code replaces the http that CommonJS packages require, and then leaves out the agent of whoever asks for a host
 * other than localhost; what ES modules import stays as it is.
 */
const httpOfNode = {
  name: 'http-of-node',
  setup(build) {
    build.onResolve({ filter: /^https?$/ }, ({ path, importer }) =>
      /[\\/]node_modules[\\/]ws[\\/]/.test(importer) ? { path, namespace: 'http-of-node' } : undefined,
    );
    build.onLoad({ filter: /^https?$/, namespace: 'http-of-node' }, ({ path }) => ({
      contents: `export * from 'node:${path}';`,
    }));
  },
};

await rm('dist', { recursive: true, force: true });
const node = await context({
  entryPoints: {
    extension: 'src/extension/main.ts',
    server: 'src/server/main.ts',
    ...lateEntries,
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  platform: 'node',
  // The oldest supported extension host, see ARCHITECTURE.md.
  target: 'node22.19',
  format: 'esm',
  external: ['vscode'],
  plugins: [httpOfNode],
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
  plugins: [lateRe2, lateCalls, lateElsewhere],
  // A script that is given its compiled code has no import() of its own; require() loads ES modules as well.
  supported: { 'dynamic-import': false },
});
const cli = await context({
  ...commonJs,
  // An old Node gets as far as to say that it is too old.
  target: 'node14',
  entryPoints: { cli: 'src/cli/main.ts' },
  plugins: [buildKept, lateElsewhere],
});
const re2 = await context({ ...commonJs, entryPoints: { re2js: 're2js' } });
/** Pages of webviews run in a browser, in the oldest Chromium of the supported editors. */
const pages = await context({
  entryPoints: {
    resourceTable: 'src/webview/resourceTable/page.ts',
    'resourceTable.style': 'src/webview/resourceTable/page.css',
  },
  entryNames: '[name]',
  outdir: 'dist/webview',
  bundle: true,
  platform: 'browser',
  target: 'chrome138',
  format: 'iife',
  minify: !watch,
  sourcemap: watch ? 'inline' : false,
  legalComments: 'linked',
  logLevel: 'warning',
});
for (const each of [node, cliBuild, cli, re2, pages]) {
  if (watch) await each.watch();
  else {
    await each.rebuild();
    await each.dispose();
  }
}
