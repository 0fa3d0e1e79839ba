import { recordAt, textOf } from '../cluster/json.ts';
import { managedFieldsOf, managerOf } from './migration/clientSide.ts';

/** A tool that keeps an object as its own source says, and so will undo what others change. */
export interface ObjectOwner {
  readonly tool: 'Argo CD' | 'Flux' | 'Helm';
  /** What of the tool: an application, a `namespace/name` of a Kustomization or release. */
  readonly name: string;
}

/** The tool that looks after an object of the cluster, by the marks that it leaves; `undefined` where none does. */
export function ownerOf(object: unknown): ObjectOwner | undefined {
  const metadata = recordAt(object, 'metadata');
  const [labels, annotations] = [recordAt(metadata, 'labels'), recordAt(metadata, 'annotations')];
  return fluxOwner(labels) ?? argoOwner(object, labels, annotations) ?? helmOwner(labels, annotations);
}

function fluxOwner(labels: Marks): ObjectOwner | undefined {
  for (const controller of ['kustomize', 'helm']) {
    const name = textOf(labels[`${controller}.toolkit.fluxcd.io/name`]);
    const namespace = textOf(labels[`${controller}.toolkit.fluxcd.io/namespace`]);
    if (name !== undefined) {
      return { tool: 'Flux', name: namespace === undefined ? name : `${namespace}/${name}` };
    }
  }
  return undefined;
}

/** The label that Argo CD marks with by default is used by everybody else too, so only its manager gives it away. */
function argoOwner(object: unknown, labels: Marks, annotations: Marks): ObjectOwner | undefined {
  const [tracked] = (textOf(annotations['argocd.argoproj.io/tracking-id']) ?? '').split(':');
  const isArgos = managedFieldsOf(object).some(entry => /^argocd-/.test(managerOf(entry)));
  const name =
    tracked ||
    textOf(labels['argocd.argoproj.io/instance']) ||
    (isArgos ? textOf(labels['app.kubernetes.io/instance']) : undefined);
  return name === undefined ? undefined : { tool: 'Argo CD', name };
}

/** Charts carry the label wherever they are rendered; the annotation is of a release alone. */
function helmOwner(labels: Marks, annotations: Marks): ObjectOwner | undefined {
  const name = textOf(annotations['meta.helm.sh/release-name']);
  if (labels['app.kubernetes.io/managed-by'] !== 'Helm' || name === undefined) return undefined;
  const namespace = textOf(annotations['meta.helm.sh/release-namespace']);
  return { tool: 'Helm', name: namespace === undefined ? name : `${namespace}/${name}` };
}

type Marks = Readonly<Record<string, unknown>>;
