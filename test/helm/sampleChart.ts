/** A chart that shows everything it is told: values, release, capabilities; with hooks, a test and a CRD. */
export function sampleChart(at: string, version = '1.2.3'): Record<string, string> {
  return {
    [`${at}/Chart.yaml`]: `apiVersion: v2\nname: web\nversion: ${version}\nappVersion: "9"\n`,
    [`${at}/values.yaml`]: values,
    [`${at}/values-big.yaml`]: 'replicas: 20\n',
    [`${at}/.helmignore`]: 'ignored.txt\n',
    [`${at}/templates/NOTES.txt`]: 'Thank you\n',
    [`${at}/templates/_names.tpl`]: '{{- define "web.name" -}}{{ .Release.Name }}-web{{- end -}}\n',
    [`${at}/templates/deployment.yaml`]: deployment,
    [`${at}/templates/settings.yaml`]: settings,
    [`${at}/templates/rbac.yaml`]: rbac,
    [`${at}/templates/hook.yaml`]: hook('hook', 'pre-install'),
    [`${at}/templates/tests/check.yaml`]: hook('check', 'test'),
    [`${at}/crds/widget.yaml`]: crd,
  };
}

const values = `# the defaults
replicas: 1
image: {name: nginx, tag: "1.10"}
list: [a, b]
nested:
  deep: {a: 1, b: two, c: null}
  text: "80"
empty: {}
`;

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "web.name" . }}
  labels: {chart: {{ .Chart.Name }}-{{ .Chart.Version }}}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: "{{ .Values.image.name }}:{{ .Values.image.tag }}"
        envFrom: [{configMapRef: {name: settings}}]
`;

const settings = `{{- if .Values.broken }}{{ fail "this is broken" }}{{ end -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: {{ .Release.Namespace }}
data:
  release: {{ .Release.Name }}
  kube: {{ .Capabilities.KubeVersion.Version }}
  monitoring: "{{ .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}"
  values: {{ toJson .Values | quote }}
`;

const rbac = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: "{{ .Release.Name }}"}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
- {kind: ServiceAccount, name: default, namespace: {{ .Release.Namespace }}}
`;

const hook = (name: string, kind: string) => `apiVersion: v1
kind: Pod
metadata:
  name: "{{ .Release.Name }}-${name}"
  annotations: {"helm.sh/hook": ${kind}}
spec: {containers: [{name: a, image: busybox}]}
`;

const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec: {group: example.com, scope: Namespaced, names: {kind: Widget, plural: widgets}}
`;
