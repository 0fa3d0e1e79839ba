package main

import (
	"fmt"
	"io"
	"reflect"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/openapi"
	"sigs.k8s.io/kustomize/kyaml/yaml"
)

const (
	maxDepth = 12
	// A field of no schema: what is told for it is about the values of a map.
	anyField = "no-such-field"
)

// writeAnswers asks for every kind: scope, then the tree of its fields, one a line with depth, name, types,
// patch strategy and merge keys. "*" is the value of a map and "[]" the element of a list. A type within itself
// is entered twice.
func writeAnswers(out io.Writer) error {
	for _, typeMeta := range sortedTypeMetas(allKinds()) {
		namespaced, known := openapi.IsNamespaceScoped(typeMeta)
		scope := "unknown"
		if known && namespaced {
			scope = "namespaced"
		} else if known {
			scope = "cluster"
		}
		fmt.Fprintf(out, "= %s %s %s %t\n", typeMeta.APIVersion, typeMeta.Kind, scope,
			openapi.IsCertainlyClusterScoped(typeMeta))
		if schema := openapi.SchemaForResourceType(typeMeta); schema != nil {
			writeNode(out, "", schema, 0, nil)
		}
	}
	return nil
}

// allKinds has every kind that any document or the table of scopes names, and some that none does.
func allKinds() map[yaml.TypeMeta]bool {
	kinds := map[yaml.TypeMeta]bool{
		{APIVersion: "apps/v1beta1", Kind: "Deployment"}: true,
		{APIVersion: "v1", Kind: "Deployment"}:           true,
		{APIVersion: "", Kind: "Pod"}:                    true,
		{APIVersion: "example.com/v1", Kind: "Node"}:     true,
		{APIVersion: "v1", Kind: "toString"}:             true,
		{APIVersion: "toString", Kind: "toString"}:       true,
	}
	for _, definition := range openapi.Schema().Definitions {
		for _, typeMeta := range kindsOf(definition) {
			kinds[typeMeta] = true
		}
	}
	for typeMeta := range knownScopes {
		kinds[typeMeta] = true
	}
	if added != nil && added.Paths != nil {
		for _, item := range added.Paths.Paths {
			if item.Get == nil {
				continue
			}
			if gvk, ok := item.Get.Extensions[gvkExtension].(map[string]interface{}); ok {
				kinds[typeMetaOf(gvk)] = true
			}
		}
	}
	return kinds
}

func writeNode(out io.Writer, name string, node *openapi.ResourceSchema, depth int, path []uintptr) {
	strategy, keys := node.PatchStrategyAndKeyList()
	fmt.Fprintf(out, "%d %s %s %s %s\n", depth, name, strings.Join(node.Schema.Type, ","), strategy,
		strings.Join(keys, ","))
	fields := reflect.ValueOf(node.Schema.Properties).Pointer()
	if depth == maxDepth || len(node.Schema.Properties) > 0 && count(path, fields) == 2 {
		return
	}
	path = append(path, fields)
	for _, field := range sortedKeys(node.Schema.Properties) {
		if child := node.Field(field); child != nil {
			writeNode(out, field, child, depth+1, path)
		}
	}
	if values := node.Field(anyField); values != nil {
		writeNode(out, "*", values, depth+1, path)
	}
	if elements := node.Elements(); elements != nil {
		writeNode(out, "[]", elements, depth+1, path)
	}
}

func count(path []uintptr, fields uintptr) int {
	seen := 0
	for _, other := range path {
		if other == fields {
			seen++
		}
	}
	return seen
}
