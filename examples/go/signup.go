// Package shop welcomes new customers by mail.
package shop

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/textproto"
	"time"

	"github.com/wneessen/go-mail"
)

const (
	attempts = 3
	pause    = 200 * time.Millisecond
)

// MailSettings say how the mail server is reached, and who has signed its certificate.
type MailSettings struct {
	Host           string
	Port           int
	User, Password string
	Authority      *x509.CertPool
}

// Signup sends the mail that belongs to a new account.
type Signup struct {
	client *mail.Client
}

// NewSignup only configures; the first connection is made for the first mail.
func NewSignup(settings MailSettings) (*Signup, error) {
	client, err := mail.NewClient(settings.Host,
		mail.WithPort(settings.Port),
		mail.WithTLSPolicy(mail.TLSMandatory),
		mail.WithTLSConfig(&tls.Config{ServerName: settings.Host, RootCAs: settings.Authority}),
		mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover),
		mail.WithUsername(settings.User),
		mail.WithPassword(settings.Password))
	return &Signup{client}, err
}

// SendWelcome returns once the mail server has taken the mail; while it answers "try again later", it is tried again.
func (s *Signup) SendWelcome(ctx context.Context, to string) error {
	message, err := welcome(to)
	if err != nil {
		return err
	}
	for attempt := 1; ; attempt++ {
		err := s.client.DialAndSendWithContext(ctx, message)
		if err == nil || attempt == attempts || !temporary(err) {
			return err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// SendWelcomeInBackground returns at once; the channel gets what SendWelcome returns.
func (s *Signup) SendWelcomeInBackground(ctx context.Context, to string) <-chan error {
	done := make(chan error, 1)
	go func() { done <- s.SendWelcome(ctx, to) }()
	return done
}

func welcome(to string) (*mail.Msg, error) {
	message := mail.NewMsg()
	if err := message.From("shop@example.test"); err != nil {
		return nil, err
	}
	if err := message.To(to); err != nil {
		return nil, err
	}
	message.Subject("Welcome")
	message.SetGenHeader("X-Campaign", "signup")
	message.SetBodyString(mail.TypeTextPlain, "Grüß Gott! Your code is 482913.\r\n")
	return message, nil
}

// temporary tells whether the server answered 4xx: to the mail, or before that to the connection or the log-in.
func temporary(err error) bool {
	var refused *mail.SendError
	if errors.As(err, &refused) {
		return refused.IsTemp()
	}
	var reply *textproto.Error
	return errors.As(err, &reply) && reply.Code/100 == 4
}
