#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Most of a short build is compiling our own code: Node keeps the result between runs.
enableCompileCache();
await import('./run.ts');
