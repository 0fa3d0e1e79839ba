package main

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strings"

	"k8s.io/kube-openapi/pkg/validation/spec"
	"sigs.k8s.io/kustomize/kyaml/openapi"
	"sigs.k8s.io/kustomize/kyaml/openapi/kubernetesapi"
)

// data is the whole file. The notation of its strings is described in src/schema/notation.ts, which reads it.
type data struct {
	Version    string   `json:"version"`
	Scopes     scopes   `json:"scopes"`
	Kubernetes document `json:"kubernetes"`
	Kustomize  document `json:"kustomize"`
}

// scopes names the kinds of each apiVersion.
type scopes struct {
	Cluster    map[string]string `json:"cluster"`
	Namespaced map[string]string `json:"namespaced"`
}

type document struct {
	Kinds       map[string]string `json:"kinds"`
	Definitions map[string]string `json:"definitions"`
}

var types = map[string]string{
	"": "-", "string": "s", "integer": "i", "number": "n", "boolean": "b", "object": "o",
}

var fieldName = regexp.MustCompile(`^[A-Za-z$][A-Za-z0-9$-]*$`)

func writeData(out io.Writer) error {
	kubernetes, err := kubernetesDocument()
	if err != nil {
		return err
	}
	kustomize, err := kustomizeDocument()
	if err != nil {
		return err
	}
	if err := checkPathScopes(kubernetes); err != nil {
		return err
	}
	result := data{Version: kubernetesapi.DefaultOpenAPI, Scopes: encodeScopes()}
	if result.Kubernetes, err = encodeDocument(kubernetes.Definitions); err != nil {
		return err
	}
	if result.Kustomize, err = encodeDocument(kustomize.Definitions); err != nil {
		return err
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(result)
}

func encodeScopes() scopes {
	result := scopes{Cluster: map[string]string{}, Namespaced: map[string]string{}}
	for _, typeMeta := range sortedTypeMetas(knownScopes) {
		kinds := result.Cluster
		if knownScopes[typeMeta] {
			kinds = result.Namespaced
		}
		kinds[typeMeta.APIVersion] = strings.TrimSpace(kinds[typeMeta.APIVersion] + " " + typeMeta.Kind)
	}
	return result
}

// checkPathScopes makes sure that the paths of the document add nothing to the table of known scopes, so that
// an answer does not depend on whether kustomize has read the document yet.
func checkPathScopes(swagger *spec.Swagger) error {
	openapi.Schema()
	for path, item := range swagger.Paths.Paths {
		if item.Get == nil {
			continue
		}
		gvk, ok := item.Get.Extensions[gvkExtension].(map[string]interface{})
		if !ok {
			continue
		}
		typeMeta := typeMetaOf(gvk)
		if _, known := knownScopes[typeMeta]; !known {
			return fmt.Errorf("%s: the scope of %v is in the paths alone", path, typeMeta)
		}
	}
	return nil
}

func encodeDocument(definitions spec.Definitions) (document, error) {
	result := document{Kinds: map[string]string{}, Definitions: map[string]string{}}
	names := sortedKeys(definitions)
	index := map[string]int{}
	for position, name := range names {
		index[name] = position
	}
	kinds := map[string][]string{}
	for position, name := range names {
		text, err := encodeDefinition(definitions[name], index)
		if err != nil {
			return result, fmt.Errorf("%s: %w", name, err)
		}
		result.Definitions[name] = text
		for _, typeMeta := range kindsOf(definitions[name]) {
			kinds[typeMeta.APIVersion] = append(kinds[typeMeta.APIVersion], fmt.Sprintf("%s@%d", typeMeta.Kind, position))
		}
	}
	for apiVersion, list := range kinds {
		sort.Strings(list)
		result.Kinds[apiVersion] = strings.Join(list, " ")
	}
	return result, nil
}

func encodeDefinition(schema spec.Schema, index map[string]int) (string, error) {
	fields := schema.Properties
	schema.Properties = nil
	own, err := encodeSchema(schema, index)
	if err != nil {
		return "", err
	}
	parts := []string{own}
	for _, name := range sortedKeys(fields) {
		if !fieldName.MatchString(name) {
			return "", fmt.Errorf("the notation has no field named %q", name)
		}
		text, err := encodeSchema(fields[name], index)
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		parts = append(parts, name+":"+text)
	}
	return strings.Join(parts, " "), nil
}

// encodeSchema writes what kustomize can see of a schema. What stands beside a reference is lost to it.
func encodeSchema(schema spec.Schema, index map[string]int) (string, error) {
	if reference := schema.Ref.String(); reference != "" {
		position, found := index[strings.TrimPrefix(reference, "#/definitions/")]
		if !found {
			return "", fmt.Errorf("no definition for %s", reference)
		}
		return fmt.Sprintf("@%d", position), nil
	}
	if len(schema.Type) > 1 || len(schema.Properties) > 0 {
		return "", fmt.Errorf("the notation has neither several types nor fields without a definition")
	}
	kind := strings.Join(schema.Type, "")
	if kind == "array" {
		items, err := encodeSchema(*schema.Items.Schema, index)
		return "[" + items + "]" + encodePatch(schema), err
	}
	letter, found := types[kind]
	if !found || schema.Items != nil {
		return "", fmt.Errorf("the notation has no type %q", kind)
	}
	if values := schema.AdditionalProperties; values != nil && values.Schema != nil {
		text, err := encodeSchema(*values.Schema, index)
		return "{" + text + "}" + encodePatch(schema), err
	}
	return letter + encodePatch(schema), nil
}

func encodePatch(schema spec.Schema) string {
	resource := openapi.ResourceSchema{Schema: &schema}
	strategy, keys := resource.PatchStrategyAndKeyList()
	if strategy == "" {
		return ""
	}
	if len(keys) == 0 {
		return "!" + strategy
	}
	return "!" + strategy + "=" + strings.Join(keys, "+")
}
