// Program stubkubelet serves port-forwards as a kubelet does and passes each end on for itself, which kwok does not: a
// port of any pod leads to the same port of this machine. It prints the port it listens on, and for each line of its
// standard input the bytes of memory that are in use; it ends with that input.
package main

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"runtime"
	"time"

	"k8s.io/cri-streaming/pkg/streaming/portforward"
)

type forwarder struct{}

// PortForward copies until both sides have ended.
func (forwarder) PortForward(_ context.Context, _ string, _ string, port int32, stream io.ReadWriteCloser) error {
	target, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return err
	}
	defer target.Close()
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(target, stream)
		_ = target.(*net.TCPConn).CloseWrite()
	}()
	_, _ = io.Copy(stream, target)
	_ = stream.Close()
	<-done
	return nil
}

func main() {
	options, supported := 30*time.Minute, portforward.SupportedProtocols
	http.HandleFunc("/portForward/", func(w http.ResponseWriter, r *http.Request) {
		v4, err := portforward.NewV4Options(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		portforward.ServePortForward(w, r, forwarder{}, "pod", "", v4, options, 30*time.Second, supported)
	})
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{certificate()}})
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	go func() {
		for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
			var memory runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&memory)
			fmt.Println(memory.HeapAlloc)
		}
		os.Exit(0)
	}()
	panic(http.Serve(listener, nil))
}

// certificate is one that nobody checks.
func certificate() tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(24 * time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}
