/** Findings of a rule in the corpus that were looked at together. */
export interface Reviewed {
  readonly code: string;
  /** Whether it is right to say so, and what the author did. */
  readonly verdict: string;
  /** How many there are in a file, or in and below a folder. */
  readonly places: Readonly<Record<string, number>>;
}

/**
 * Every finding in the corpus, looked at one by one. Where the test finds another one, look at it: what is wrong is
 * mended or turned off before it comes in here.
 */
export const reviewedFindings: readonly Reviewed[] = [
  {
    code: 'generator.invalid-key',
    verdict: 'right: a slash is in the keys',
    places: {
      'redhat-cop__gitops-catalog/amq-broker-operator/instance/components/clustering/cross-ocp-cluster/broker-cluster-configs-bp.yaml': 1,
      'redhat-cop__gitops-catalog/amq-broker-operator/instance/components/clustering/cross-ocp-cluster/broker-connector-configs-bp.yaml': 1,
    },
  },
  {
    code: 'generator.plain-secret',
    verdict: 'right, though a stand-in that is to be replaced',
    places: {
      'redhat-cop__gitops-catalog/1password-connect/connect/base/kustomization.yaml': 1,
      'redhat-cop__gitops-catalog/1password-connect/operator/base/kustomization.yaml': 1,
    },
  },
  {
    code: 'generator.plain-secret',
    verdict: 'right: a client secret that every installation shares',
    places: { 'kubeflow__manifests/common/oauth2-proxy/base/kustomization.yaml': 3 },
  },
  {
    code: 'generator.unknown-behavior',
    verdict: 'right',
    places: {
      'kubeflow__manifests/applications/model-registry/upstream/options/catalog/overlays/odh/kustomization.yaml': 1,
    },
  },
  {
    code: 'generator.unused-options',
    verdict: 'right',
    places: {
      'kubeflow__manifests/applications/admission-webhook/upstream/base/kustomization.yaml': 1,
      'kubeflow__manifests/applications/admission-webhook/upstream/overlays/cert-manager/kustomization.yaml': 1,
      'redhat-cop__gitops-catalog/oauth/overlays/ldap/kustomization.yaml': 1,
    },
  },
  {
    code: 'image.no-effect',
    verdict: 'right: the tag is the one that is there',
    places: {
      'kubeflow__manifests/applications/katib/upstream/installs/katib-with-kubeflow/kustomization.yaml': 3,
      'kubeflow__manifests/applications/model-registry/upstream/overlays/db/kustomization.yaml': 1,
      'kubeflow__manifests/applications/pipeline/upstream/base/metadata/overlays/db/kustomization.yaml': 1,
      'kubeflow__manifests/applications/pipeline/upstream/third-party/grafana/kustomization.yaml': 1,
      'kubeflow__manifests/applications/pipeline/upstream/third-party/prometheus/kustomization.yaml': 1,
    },
  },
  {
    code: 'image.no-match',
    verdict: 'right: a custom resource has the image, out of reach',
    places: { 'kubeflow__manifests/applications/model-registry/upstream/options/csi/kustomization.yaml': 1 },
  },
  {
    code: 'image.no-match',
    verdict: 'right: nothing has the image any more; all overlays are incomplete, so the base tells it',
    places: { 'kubeflow__manifests/common/istio/istio-install/base/kustomization.yaml': 1 },
  },
  {
    code: 'kustomization.deprecated-field',
    verdict: 'right',
    places: { kubeflow__manifests: 47, 'redhat-cop__gitops-catalog': 2 },
  },
  {
    code: 'kustomization.empty-field',
    verdict: 'right: what is left of a scaffold',
    places: {
      'kubeflow__manifests/applications/jupyter/notebook-controller/upstream/default/kustomization.yaml': 1,
      'kubeflow__manifests/applications/profiles/upstream/default/kustomization.yaml': 2,
      'kubeflow__manifests/applications/tensorboard/tensorboard-controller/upstream/crd/kustomization.yaml': 1,
      'kubeflow__manifests/applications/tensorboard/tensorboard-controller/upstream/default/kustomization.yaml': 1,
    },
  },
  {
    code: 'kustomization.key-case',
    verdict: 'right: written in small letters, `fieldpath`',
    places: {
      'kubeflow__manifests/applications/admission-webhook/upstream/overlays/cert-manager/kustomization.yaml': 1,
      'kubeflow__manifests/applications/profiles/upstream/overlays/kubeflow/kustomization.yaml': 1,
      'kubeflow__manifests/applications/pvcviewer-controller/upstream/default/kustomization.yaml': 2,
    },
  },
  {
    code: 'kustomization.no-header',
    verdict: 'right',
    places: { kubeflow__manifests: 38, 'kubernetes-sigs__cluster-api': 53, 'redhat-cop__gitops-catalog': 1 },
  },
  {
    code: 'label.in-selector',
    verdict: 'right, and meant by most: a hint',
    places: {
      'kubeflow__manifests/applications': 28,
      'kubeflow__manifests/common': 1,
      'kubernetes-sigs__cluster-api/bootstrap': 1,
      'kubernetes-sigs__cluster-api/controlplane': 1,
      'kubernetes-sigs__cluster-api/core': 1,
      'kubernetes-sigs__cluster-api/test': 1,
      'redhat-cop__gitops-catalog/1password-connect': 2,
    },
  },
  {
    code: 'namespace.cluster-scoped',
    verdict: 'right: the kind is cluster-scoped, and another namespace is written into it',
    places: {
      'kubeflow__manifests/applications/pipeline/upstream/env/plain-multi-user/kustomization.yaml': 1,
    },
  },
  {
    code: 'patch.no-match',
    verdict: 'right: the suffix comes after patches',
    places: {
      'redhat-cop__gitops-catalog/apicast/overlays/prod/kustomization.yaml': 3,
      'redhat-cop__gitops-catalog/apicast/overlays/stage/kustomization.yaml': 3,
    },
  },
  {
    code: 'patch.no-match',
    verdict: 'right: the base has another namespace, or nothing of the name',
    places: {
      'redhat-cop__gitops-catalog/cost-management-operator/overlays/example/kustomization.yaml': 1,
      'redhat-cop__gitops-catalog/jaeger-operator/overlays/stable/kustomization.yaml': 1,
      'redhat-cop__gitops-catalog/jaeger-operator/overlays/tech-preview/kustomization.yaml': 1,
    },
  },
  {
    code: 'patch.no-match',
    verdict: 'right: the namespace comes after patches',
    places: {
      'redhat-cop__gitops-catalog/openshift-container-storage-noobaa/overlays/default/kustomization.yaml': 1,
    },
  },
  {
    code: 'patch.no-match',
    verdict: 'right: a Service is not of the group apps',
    places: {
      'kubeflow__manifests/applications/model-registry/upstream/options/ui/overlays/standalone/kustomization.yaml': 1,
    },
  },
  {
    code: 'reference.not-found',
    verdict: 'right: provided by an operator, by a Job or by another repository; a hint',
    places: {
      'kubeflow__manifests/applications/pipeline/upstream/base/cache-deployer/cache-deployer-deployment.yaml': 1,
      'kubeflow__manifests/applications/pipeline/upstream/base/cache-deployer/cache-deployer-rolebinding.yaml': 1,
      'kubeflow__manifests/applications/pipeline/upstream/base/cache/cache-deployment.yaml': 1,
      'kubeflow__manifests/applications/profiles/upstream/manager/manager.yaml': 1,
      'kubeflow__manifests/common/knative/knative-eventing-post-install-jobs/base/eventing-post-install.yaml': 1,
      'kubeflow__manifests/common/knative/knative-serving-post-install-jobs/base/serving-post-install-jobs.yaml': 1,
      'redhat-cop__gitops-catalog/advanced-cluster-management/instance/base/subscription-admin.yaml': 1,
      'redhat-cop__gitops-catalog/gpu-operator-certified/operator/components/console-plugin/deployment.yaml': 1,
      'redhat-cop__gitops-catalog/grafana-operator/overlays/user-app/cluster-monitor-view-rb.yaml': 1,
      'redhat-cop__gitops-catalog/letsencrypt-certs/base/job.yaml': 1,
      'redhat-cop__gitops-catalog/redhat-openshift-servicemesh-3/observability/components/kiali/cluster-role-binding.yaml': 2,
    },
  },
  {
    code: 'reference.not-rewritten',
    verdict: 'right: a Route keeps naming the Service without its suffix',
    places: { 'redhat-cop__gitops-catalog/apicast/base/apicast-route.yaml': 1 },
  },
  {
    code: 'resource.empty-file',
    verdict: 'right',
    places: {
      'kubeflow__manifests/applications/tensorboard/tensorboard-controller/upstream/webhook/kustomization.yaml': 1,
    },
  },
  {
    code: 'resource.unlisted',
    verdict: 'right: an example that is to be applied by hand',
    places: {
      'redhat-cop__gitops-catalog/ack-ec2-controller/operator/overlays/alpha/user-secrets-secret.yaml': 1,
      'redhat-cop__gitops-catalog/ack-ecr-controller/operator/overlays/alpha/user-secrets-secret.yaml': 1,
      'redhat-cop__gitops-catalog/ack-iam-controller/operator/overlays/alpha/user-secrets-secret.yaml': 1,
      'redhat-cop__gitops-catalog/ack-lambda-controller/operator/overlays/alpha/user-secrets-secret.yaml': 1,
      'redhat-cop__gitops-catalog/ack-route53-controller/operator/overlays/alpha/user-secrets-secret.yaml': 1,
      'redhat-cop__gitops-catalog/ack-s3-controller/operator/overlays/alpha/user-secrets-secret.yaml': 1,
      'redhat-cop__gitops-catalog/ack-sagemaker-controller/operator/overlays/alpha/user-secrets-secret.yaml': 1,
      'redhat-cop__gitops-catalog/ack-system/base/user-secrets-secret.yaml': 1,
      'redhat-cop__gitops-catalog/oauth/overlays/htpass-idp/htpass-secret.yaml': 1,
      'redhat-cop__gitops-catalog/oauth/overlays/htpass/htpass-secret.yaml': 1,
    },
  },
  {
    code: 'resource.unlisted',
    verdict: 'right: a variant to choose by hand',
    places: {
      'kubeflow__manifests/common/oauth2-proxy/components/istio-external-auth/authorizationpolicy.istio-ingressgateway-oauth2-proxy.cloudflare.yaml': 1,
      'kubeflow__manifests/common/oauth2-proxy/components/istio-external-auth/authorizationpolicy.istio-ingressgateway-require-jwt.cloudflare.yaml': 1,
    },
  },
  {
    code: 'resource.unlisted',
    verdict: 'right: probably forgotten',
    places: {
      'redhat-cop__gitops-catalog/1password-connect/operator/base/rolebinding.yaml': 1,
      'redhat-cop__gitops-catalog/kyverno/base/namespace.yaml': 1,
      'redhat-cop__gitops-catalog/openshift-custom-metrics-autoscaler/operator/base/operatorgroup.yaml': 1,
    },
  },
  {
    code: 'resource.unlisted',
    verdict: 'right: what is left of a scaffold, commented out in the kustomization',
    places: {
      'kubeflow__manifests/applications/jupyter/notebook-controller': 8,
      'kubeflow__manifests/applications/profiles/upstream': 12,
      'kubeflow__manifests/applications/pvcviewer-controller/upstream': 2,
      'kubeflow__manifests/applications/tensorboard/tensorboard-controller': 4,
    },
  },
  {
    code: 'resource.unpinned',
    verdict: 'right: the branch is named',
    places: { 'redhat-cop__gitops-catalog/csi-driver-nfs/base/kustomization.yaml': 4 },
  },
  {
    code: 'schema.unknown-field',
    verdict: 'right: indented wrongly',
    places: {
      'redhat-cop__gitops-catalog/1password-connect/connect/base/deployment.yaml': 1,
      'redhat-cop__gitops-catalog/1password-connect/operator/base/scc.yaml': 2,
    },
  },
  {
    code: 'selector.no-match',
    verdict: 'right: a scaffold that nothing takes in',
    places: {
      'kubeflow__manifests/applications/tensorboard/tensorboard-controller/upstream/webhook/service.yaml': 1,
    },
  },
];
