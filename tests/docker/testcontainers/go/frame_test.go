package shop

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/smtp"
	"os"
	"testing"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/wait"
)

// What stands around the README's lines: an application that sends a mail.
func signUp(address, server string) {
	client, err := smtp.Dial(server)
	for _, step := range []func() error{
		func() error { return client.Mail("shop@example.test") },
		func() error { return client.Rcpt(address) },
		func() error {
			data, err := client.Data()
			if err != nil {
				return err
			}
			fmt.Fprintf(data, "Subject: %s\r\n\r\nhello\r\n", os.Getenv("SUBJECT"))
			return data.Close()
		},
		func() error { return client.Quit() },
	} {
		if err == nil {
			err = step()
		}
	}
	if err != nil {
		panic(err)
	}
}

func TestANewCustomerIsWelcomed(t *testing.T) {
	ctx := context.Background()
	// README
}
