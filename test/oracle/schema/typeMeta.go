package main

import (
	"sort"
	_ "unsafe" // for go:linkname

	"k8s.io/kube-openapi/pkg/validation/spec"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// knownScopes is the table that kustomize asks before it looks at any document.
//
//go:linkname knownScopes sigs.k8s.io/kustomize/kyaml/openapi.precomputedIsNamespaceScoped
var knownScopes map[yaml.TypeMeta]bool

const gvkExtension = "x-kubernetes-group-version-kind"

// kindsOf lists the kinds that a definition describes.
func kindsOf(schema spec.Schema) []yaml.TypeMeta {
	var kinds []yaml.TypeMeta
	list, _ := schema.Extensions[gvkExtension].([]interface{})
	for _, item := range list {
		if gvk, ok := item.(map[string]interface{}); ok {
			kinds = append(kinds, typeMetaOf(gvk))
		}
	}
	return kinds
}

func typeMetaOf(gvk map[string]interface{}) yaml.TypeMeta {
	group, _ := gvk["group"].(string)
	version, _ := gvk["version"].(string)
	kind, _ := gvk["kind"].(string)
	if group != "" {
		version = group + "/" + version
	}
	return yaml.TypeMeta{APIVersion: version, Kind: kind}
}

func sortedTypeMetas[V any](byType map[yaml.TypeMeta]V) []yaml.TypeMeta {
	var sorted []yaml.TypeMeta
	for typeMeta := range byType {
		sorted = append(sorted, typeMeta)
	}
	sort.Slice(sorted, func(i, j int) bool {
		if sorted[i].APIVersion != sorted[j].APIVersion {
			return sorted[i].APIVersion < sorted[j].APIVersion
		}
		return sorted[i].Kind < sorted[j].Kind
	})
	return sorted
}

func sortedKeys[V any](byName map[string]V) []string {
	var sorted []string
	for name := range byName {
		sorted = append(sorted, name)
	}
	sort.Strings(sorted)
	return sorted
}
