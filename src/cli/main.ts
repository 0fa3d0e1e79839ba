#!/usr/bin/env node
import { localeOf } from './command.ts';
import { nodeProblem } from './nodeVersion.ts';

// In the bundle this file is CommonJS, which Node loads with the least ado, and which can wait for nothing here.
const problem = nodeProblem(process.versions.node, localeOf(process.env));
if (problem !== undefined) {
  process.stderr.write(`kubewright: ${problem}\n`);
  process.exitCode = 1;
} else if (process.argv[2] === 'build' && !process.argv.some(each => each === '--help' || each === '-h')) {
  void import('./runBuild.ts');
} else void import('./runOther.ts');
