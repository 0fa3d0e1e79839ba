#!/usr/bin/env node
// In the bundle this file is CommonJS, which Node loads with the least ado, and which can wait for nothing here.
void (process.argv[2] === 'build' ? import('./runBuild.ts') : import('./runOther.ts'));
