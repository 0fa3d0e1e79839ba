import { expect, test } from 'vitest';
import { manifestPlaces } from '../../src/extension/liveLens/manifestPlaces.ts';
import { portPlaces } from '../../src/extension/portForwards/portPlaces.ts';

function shown(text: string): string[] {
  const file = { uri: 'file:///web.yaml', path: '/web.yaml', text };
  return portPlaces(file, manifestPlaces(file, undefined)).map(
    ({ line, port, place, backend }) =>
      `${line} ${place.targets[0]?.kind}/${place.targets[0]?.name} ${port}${backend === undefined ? '' : ` by ${backend.join('.')}`}`,
  );
}

/** Each lens stands on its port and forwards what stands there. */
test('ports of a Service and of containers, by name where they have one; UDP cannot be forwarded', () => {
  expect(
    shown(`apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  ports:
  - name: http
    port: 80
  - port: 53
    protocol: UDP
  - port: 443
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - name: app
        ports:
        - containerPort: 8080
      - name: side
        ports: [{containerPort: 9090, name: metrics}]
`),
  ).toEqual([
    '5 Service/web http',
    '9 Service/web 443',
    '20 Deployment/web 8080',
    '22 Deployment/web metrics',
  ]);
});

test('an Ingress leads to the Services of its rules, whose names are looked up in what is rendered', () => {
  expect(
    shown(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: front}
spec:
  rules:
  - http:
      paths:
      - path: /
        pathType: Prefix
        backend: {service: {name: web, port: {number: 80}}}
      - path: /files
        pathType: Prefix
        backend: {resource: {kind: Bucket, name: files}}
`),
  ).toEqual(['7 Ingress/front 80 by spec.rules.0.http.paths.0.backend.service.name']);
});

test('an ExternalName Service and a kustomization have nothing to forward to', () => {
  expect(
    shown(`apiVersion: v1
kind: Service
metadata: {name: out}
spec: {type: ExternalName, externalName: example.test, ports: [{port: 80}]}
`),
  ).toEqual([]);
});
