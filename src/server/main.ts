import { enableCompileCache } from 'node:module';
import { compiledCodeFolder } from '../node/compiledCode.ts';

// Some of the time until the first diagnostics is compiling our own code: Node keeps the result between runs.
enableCompileCache(compiledCodeFolder(process.env));
void import('./serveClient.ts');
