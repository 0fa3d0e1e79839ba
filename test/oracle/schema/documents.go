package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	openapi_v2 "github.com/google/gnostic-models/openapiv2"
	"google.golang.org/protobuf/proto"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"sigs.k8s.io/kustomize/kyaml/openapi"
	"sigs.k8s.io/kustomize/kyaml/openapi/kubernetesapi"
	"sigs.k8s.io/kustomize/kyaml/openapi/kustomizationapi"
	"sigs.k8s.io/kustomize/kyaml/yaml"
	k8syaml "sigs.k8s.io/yaml"
)

// kubernetesDocument reads the document of Kubernetes' own types that kustomize carries.
func kubernetesDocument() (*spec.Swagger, error) {
	version := kubernetesapi.DefaultOpenAPI
	asset := filepath.Join("kubernetesapi", strings.ReplaceAll(version, ".", "_"), "swagger.pb")
	document := &openapi_v2.Document{}
	if err := proto.Unmarshal(kubernetesapi.OpenAPIMustAsset[version](asset), document); err != nil {
		return nil, err
	}
	swagger := &spec.Swagger{}
	_, err := swagger.FromGnostic(document)
	return swagger, err
}

// kustomizeDocument reads the document of kustomize's own types.
func kustomizeDocument() (*spec.Swagger, error) {
	return parseDocument(kustomizationapi.MustAsset("kustomizationapi/swagger.json"))
}

func parseDocument(text []byte) (*spec.Swagger, error) {
	json, err := k8syaml.YAMLToJSON(text)
	if err != nil {
		return nil, err
	}
	swagger := &spec.Swagger{}
	return swagger, swagger.UnmarshalJSON(json)
}

// added is the user's document; kinds are looked for there as well.
var added *spec.Swagger

func addDocument(position, path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if added, err = parseDocument(text); err != nil {
		return err
	}
	switch position {
	case "alone":
	case "over":
		openapi.Schema()
	case "under":
		// Kustomize puts off reading its own data, and reads it after the document.
		openapi.IsNamespaceScoped(yaml.TypeMeta{APIVersion: "example.com/v1", Kind: "Unknown"})
	default:
		return fmt.Errorf("no position %q", position)
	}
	return openapi.SetSchema(nil, text, true)
}
