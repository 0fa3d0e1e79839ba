import { startControlPlane } from './controlPlane.ts';
import { createSample } from './sample.ts';
import { serveSamplePages } from './samplePages.ts';

/** Everything ends with this process, by `childProcess.ts`; so that it also ends with an owner that was killed: */
function endWithOwner(): void {
  const owner = process.ppid;
  setInterval(() => {
    if (process.ppid !== owner) process.exit(1);
  }, 1000);
}

endWithOwner();
try {
  const begun = Date.now();
  const controlPlane = await startControlPlane({ name: 'kubewright-sample' });
  const { kubernetes, etcd, kwok } = controlPlane.versions;
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  console.log(`Kubernetes ${kubernetes}, etcd ${etcd}, kwok ${kwok}: ready after ${seconds} s`);
  await createSample(controlPlane);
  await serveSamplePages(controlPlane);
  console.log(`Server:     ${controlPlane.url}`);
  console.log(`Kubeconfig: ${controlPlane.kubeconfigs.admin}`);
  console.log('Ctrl-C ends it and removes everything.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
