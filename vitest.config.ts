import { defineConfig } from 'vitest/config';

/** One project a suite, so that each runs alone: `npm run test:unit` and the like. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Some talk to language servers, which a busy machine starts slowly.
          testTimeout: 20_000,
          include: [
            'test/{extension,git,webview,yaml,schema,kustomize,language,messages,node,server,lint,snippets,syntaxes}/**/*.test.ts',
          ],
        },
      },
      { test: { name: 'oracle', include: ['test/oracle/**/*.test.ts'], testTimeout: 120_000 } },
      {
        test: {
          name: 'cluster',
          include: ['test/{cluster,apply,cli}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'vscode',
          include: ['test/vscode/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
