package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"
	kwokcrd "sigs.k8s.io/kwok/kustomize/crd"
	nodefast "sigs.k8s.io/kwok/kustomize/stage/node/fast"
	nodeheartbeat "sigs.k8s.io/kwok/kustomize/stage/node/heartbeat-with-lease"
	podfast "sigs.k8s.io/kwok/kustomize/stage/pod/fast"
	kwokconfig "sigs.k8s.io/kwok/pkg/config"
	kwokcmd "sigs.k8s.io/kwok/pkg/kwok/cmd"
	kwoklog "sigs.k8s.io/kwok/pkg/log"
	"sigs.k8s.io/kwok/pkg/utils/signals"
)

// kwok plays the kubelets. Its --config has to be read before its command exists, hence the flag set of its own.
func kwok() int {
	// Kubernetes' packages have put flags there that would become kwok's, among them a --version it cannot read.
	pflag.CommandLine = pflag.NewFlagSet("kwok", pflag.ExitOnError)
	global := pflag.NewFlagSet("global", pflag.ContinueOnError)
	global.ParseErrorsAllowlist.UnknownFlags = true
	global.Usage = func() {}
	ctx, _ := kwoklog.InitFlags(signals.SetupSignalContext(), global)
	ctx, err := kwokconfig.InitFlags(ctx, global)
	if err == nil {
		command := kwokcmd.NewCommand(ctx)
		command.PersistentFlags().AddFlagSet(global)
		err = command.ExecuteContext(ctx)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "kwok:", err)
		return 1
	}
	return 0
}

// printStages writes the Stages that make nodes ready, keep their leases, and run, complete and remove pods at once.
func printStages() int {
	return printDocuments(
		nodefast.DefaultNodeInit,
		nodeheartbeat.DefaultNodeHeartbeatWithLease,
		podfast.DefaultPodReady,
		podfast.DefaultPodComplete,
		podfast.DefaultPodDelete,
	)
}

// printCRDs writes the definitions by which logs, exec, attach and port-forward of fake pods are steered.
func printCRDs() int {
	return printDocuments(
		string(kwokcrd.ClusterAttach),
		string(kwokcrd.ClusterExec),
		string(kwokcrd.ClusterLogs),
		string(kwokcrd.ClusterPortForward),
		string(kwokcrd.ClusterResourceUsage),
		string(kwokcrd.Attach),
		string(kwokcrd.Exec),
		string(kwokcrd.Logs),
		string(kwokcrd.Metric),
		string(kwokcrd.PortForward),
		string(kwokcrd.ResourceUsage),
	)
}

func printDocuments(documents ...string) int {
	if _, err := fmt.Println(strings.Join(documents, "\n---\n")); err != nil {
		return 1
	}
	return 0
}
