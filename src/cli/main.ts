#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Most of a short build is compiling our own code: Node keeps the result between runs.
enableCompileCache();
await (process.argv[2] === 'build' ? import('./runBuild.ts') : import('./run.ts'));
