// `npm run generate:types`: writes what the control plane says of Kubernetes' types into src/schema/data.
import { writeFile } from 'node:fs/promises';
import { startControlPlane } from '../controlPlane.ts';
import { descriptionsFile, encodeTypes, typesFile } from './encodeTypes.ts';

const controlPlane = await startControlPlane({ kwok: false });
try {
  const { types, descriptions } = encodeTypes((await controlPlane.api({ path: '/openapi/v2' })).json());
  await writeFile(typesFile, types);
  await writeFile(descriptionsFile, descriptions);
} finally {
  await controlPlane.stop();
}
