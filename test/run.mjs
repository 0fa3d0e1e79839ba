// `npm test`: dependencies first, then every suite (or those named) with the project's own Node.
import { installDependencies, runWithProjectNode } from './install.mjs';

installDependencies();
runWithProjectNode('test/suites.ts', process.argv.slice(2));
