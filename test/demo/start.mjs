// `npm start`: dependencies first, then the demo with the project's own Node.
import { installDependencies, runWithProjectNode } from '../install.mjs';

installDependencies();
runWithProjectNode('test/demo/start.ts', process.argv.slice(2));
