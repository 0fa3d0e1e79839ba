// `npm run cluster`: a control plane with sample workloads in the foreground, until Ctrl-C.
import { installDependencies, runWithProjectNode } from '../install.mjs';

installDependencies();
runWithProjectNode('test/cluster/foreground.ts', process.argv.slice(2));
