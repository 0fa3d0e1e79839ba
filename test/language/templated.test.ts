import { expect, test } from 'vitest';
import { rules } from '../../src/language/rules/rules.ts';
import { analyse, findingsOf } from './checkDiagnostics.ts';
import templates from './templates.json' with { type: 'json' };

const about = rules.filter(({ code }) => code.startsWith('schema.') || code.startsWith('name.'));

/** What the rules about schemas and names say of one manifest of a kustomization. */
async function said(manifest: string): Promise<string[]> {
  const files = { '/kustomization.yaml': 'resources: [a.yaml]\n', '/a.yaml': manifest };
  const analysed = await analyse(files, {}, about);
  return Object.keys(files).flatMap(path => findingsOf(analysed, path));
}

const deployment = (replicas = '', image = '', port = '', name = 'web') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
      - name: web
        image: ${image}
        imagePullPolicy: ${image}
        ports:
        - containerPort: ${port}
        resources:
          limits:
            cpu: ${replicas}
`;

test('the manifest of these tests would be found fault with', async () => {
  expect((await said(deployment('many', 'a', 'http'))).map(line => line.split(' ')[3])).toEqual([
    'schema.bad-value',
    'schema.bad-value',
    'schema.wrong-type',
    'schema.wrong-type',
  ]);
});

test.each(Object.entries(templates))(
  '%s raise no schema errors',
  async (_, [replicas, image, port, name]) => {
    expect(await said(deployment(replicas, image, port, name))).toEqual([]);
  },
);

test('an object that SOPS encrypts as a whole is not looked into', async () => {
  const secret = `apiVersion: v1
kind: Secret
metadata: { name: a }
data: { password: "ENC[AES256_GCM,data:x,type:str]" }
stringData: ENC[AES256_GCM,data:y]
sops:
  mac: ENC[AES256_GCM,data:z]
`;
  expect(await said(secret)).toEqual([]);
});
