package main

import (
	"encoding/json"
	"fmt"
	"io"
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

func parseDocument(document []byte) (*spec.Swagger, error) {
	text, err := k8syaml.YAMLToJSON(document)
	if err != nil {
		return nil, err
	}
	swagger := &spec.Swagger{}
	return swagger, swagger.UnmarshalJSON(text)
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

// writeAccepted tells of each document whether kustomize could build with it or would panic.
func writeAccepted(out io.Writer, path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var documents []json.RawMessage
	if err := json.Unmarshal(text, &documents); err != nil {
		return err
	}
	for _, document := range documents {
		fmt.Fprintln(out, accepts(document))
	}
	return nil
}

func accepts(document []byte) (accepted bool) {
	defer func() {
		if recover() != nil {
			accepted = false
		}
	}()
	openapi.ResetOpenAPI()
	return openapi.AddSchema(document) == nil
}
