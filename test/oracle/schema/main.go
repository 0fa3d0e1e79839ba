// Command kustomizeschema tells what the OpenAPI data inside kustomize says and how kustomize reads it.
//
//	kustomizeschema data                       the data of src/schema/data/kustomizeOpenapi.json
//	kustomizeschema answers                    what kustomize answers for every kind and field
//	kustomizeschema answers POSITION DOCUMENT  the same with a user's document: "alone" in place of the
//	                                           built-in data, "over" it or "under" it
//	kustomizeschema accepts DOCUMENTS          for each document of a JSON list, "true" or "false" in a line
package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	err := run(out, os.Args[1:])
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out *bufio.Writer, args []string) error {
	switch {
	case len(args) == 1 && args[0] == "data":
		return writeData(out)
	case len(args) == 1 && args[0] == "answers":
		return writeAnswers(out)
	case len(args) == 3 && args[0] == "answers":
		if err := addDocument(args[1], args[2]); err != nil {
			return err
		}
		return writeAnswers(out)
	case len(args) == 2 && args[0] == "accepts":
		return writeAccepted(out, args[1])
	default:
		return fmt.Errorf("usage: kustomizeschema data | accepts DOCUMENTS | answers [alone|over|under DOCUMENT]")
	}
}
