import { enableCompileCache } from 'node:module';
import { compiledCodeFolder } from '../node/compiledCode.ts';

// Most of a short run is compiling our own code: Node keeps the result between runs.
enableCompileCache(compiledCodeFolder(process.env));
void import('./run.ts');
