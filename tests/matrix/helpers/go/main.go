// Sends one mail with net/smtp or with go-mail (the argument says which); what and how is in the environment (see errand.py).
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/smtp"
	"os"
	"strconv"

	"github.com/wneessen/go-mail"
)

func of(name string) string { return os.Getenv("SEND_" + name) }

func check(failure error) {
	if failure != nil {
		fmt.Println(failure)
		os.Exit(1)
	}
}

func trusting(path string) *tls.Config {
	pem, failure := os.ReadFile(path)
	check(failure)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	return &tls.Config{RootCAs: roots, ServerName: of("HOST"), MinVersion: tls.VersionTLS12}
}

func connectStandard() *smtp.Client {
	address := of("HOST") + ":" + of("PORT")
	if of("TLS") != "implicit" {
		client, failure := smtp.Dial(address)
		check(failure)
		return client
	}
	connection, failure := tls.Dial("tcp", address, trusting(of("CA")))
	check(failure)
	client, failure := smtp.NewClient(connection, of("HOST"))
	check(failure)
	return client
}

func sendStandard() {
	client := connectStandard()
	check(client.Hello("client.example.org"))
	if of("TLS") == "starttls" {
		check(client.StartTLS(trusting(of("CA"))))
	}
	if of("HOW") == "CRAMMD5Auth" {
		check(client.Auth(smtp.CRAMMD5Auth(of("USER"), of("PASSWORD"))))
	} else {
		check(client.Auth(smtp.PlainAuth("", of("USER"), of("PASSWORD"), of("HOST"))))
	}
	message, failure := os.ReadFile(of("MESSAGE"))
	check(failure)
	check(client.Mail(of("FROM")))
	check(client.Rcpt(of("TO")))
	data, failure := client.Data()
	check(failure)
	_, failure = data.Write(message)
	check(failure)
	check(data.Close())
	check(client.Quit())
}

func sendGoMail() {
	port, failure := strconv.Atoi(of("PORT"))
	check(failure)
	how := mail.SMTPAuthAutoDiscover
	if of("HOW") != "" {
		how = mail.SMTPAuthType(of("HOW"))
	}
	options := []mail.Option{mail.WithPort(port), mail.WithHELO("client.example.org"), mail.WithSMTPAuth(how),
		mail.WithUsername(of("USER")), mail.WithPassword(of("PASSWORD"))}
	switch of("TLS") {
	case "plain":
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	case "starttls":
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory), mail.WithTLSConfig(trusting(of("CA"))))
	default:
		options = append(options, mail.WithSSL(), mail.WithTLSConfig(trusting(of("CA"))))
	}
	client, failure := mail.NewClient(of("HOST"), options...)
	check(failure)
	message := mail.NewMsg()
	check(message.From(of("FROM")))
	check(message.To(of("TO")))
	message.Subject(of("SUBJECT"))
	message.SetBodyString(mail.TypeTextPlain, "hello\r\n.dot line\r\n")
	check(client.DialAndSend(message))
}

func main() {
	if os.Args[1] == "go-mail" {
		sendGoMail()
	} else {
		sendStandard()
	}
}
