// `npm run generate:schema`: writes what kustomize knows of Kubernetes' types into src/schema/data.
import { writeFile } from 'node:fs/promises';
import { dataFile, runSchemaProgram } from './program.ts';

await writeFile(dataFile, await runSchemaProgram(['data']));
