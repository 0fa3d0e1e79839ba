// Program controlplane is a whole Kubernetes control plane in one file. The first argument says which part to be;
// what follows are that part's own flags.
package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
)

// parts are the programs inside. Each returns the exit code, or ends the process itself.
var parts = map[string]func() int{
	"etcd":                    etcd,
	"kube-apiserver":          apiServer,
	"kube-controller-manager": controllerManager,
	"kube-scheduler":          scheduler,
	"kubectl":                 kubectl,
	"kwok":                    kwok,
	"kwok-crds":               printCRDs,
	"kwok-stages":             printStages,
}

func main() {
	if os.Getenv("EXIT_WITH_STDIN") != "" {
		go exitWithStdin()
	}
	if len(os.Args) > 1 {
		if part, known := parts[os.Args[1]]; known {
			// Every part reads its flags from os.Args and takes its name from the first element.
			os.Args = os.Args[1:]
			os.Exit(part())
		}
	}
	names := slices.Sorted(maps.Keys(parts))
	fmt.Fprintf(os.Stderr, "usage: controlplane %s ...\n", strings.Join(names, "|"))
	os.Exit(2)
}

// exitWithStdin ends the process once the other end of its standard input is gone, however the owner of that end died.
func exitWithStdin() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}
