// docker run --rm -p 127.0.0.1:1025:1025 -p 127.0.0.1:8025:8025 -e MOCKSMTP_USER=shop:secret mocksmtp
// go test -count=1 ./...   (without -count=1 Go remembers what has passed, and does not ask the mock again)

package shop

import (
	"context"
	"crypto/x509"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
)

var signup *Signup

func TestMain(m *testing.M) {
	var err error
	if signup, err = configured(); err != nil {
		log.Fatal(err)
	}
	os.Exit(m.Run())
}

func configured() (*Signup, error) {
	response, err := http.Get(mockURL + "/v1/tls/ca.pem")
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	pem, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	port, err := strconv.Atoi(environment("SMTP_PORT", "1025"))
	if err != nil {
		return nil, err
	}
	authority := x509.NewCertPool()
	authority.AppendCertsFromPEM(pem)
	return NewSignup(MailSettings{
		Host:      environment("SMTP_HOST", "localhost"),
		Port:      port,
		User:      "shop",
		Password:  "secret",
		Authority: authority,
	})
}

func TestWelcomeMailIsAuthenticatedAndEncrypted(t *testing.T) {
	t.Parallel()
	scope := newMockScope(t)
	bob := scope.address("bob")

	if err := signup.SendWelcome(context.Background(), bob); err != nil {
		t.Fatal(err)
	}

	scope.expect("message", filters{
		"to.exactly":              bob,
		"must.from":               "shop@example.test",
		"must.subject":            "Welcome",
		"must.headers.x-campaign": "signup",
		"must.text":               "Grüß Gott! Your code is 482913.\n",
		"must.mechanism":          "SCRAM-SHA-256-PLUS",
		"must.user":               "shop",
		"must.tls_mode":           "starttls",
		"must.tls_version":        "TLSv1.3",
	})
}

func TestMailSentInTheBackgroundIsWaitedForByTheMock(t *testing.T) {
	t.Parallel()
	scope := newMockScope(t)
	bob := scope.address("bob")

	sending := signup.SendWelcomeInBackground(context.Background(), bob)

	if code := scope.expect("message/code", filters{"to": bob, "wait": "10s"}); code != "482913" {
		t.Errorf("the code is %q", code)
	}
	if err := <-sending; err != nil {
		t.Error(err)
	}
}

func TestMailRefusedForNowIsSentAgain(t *testing.T) {
	t.Parallel()
	scope := newMockScope(t)
	bob := scope.address("bob")
	scope.rule("busy", `{"on": "rcpt", "times": 1, "reply": "451 4.7.1 Try again later"}`)

	if err := signup.SendWelcome(context.Background(), bob); err != nil {
		t.Fatal(err)
	}

	scope.expect("message", filters{"to": bob})
	scope.expect("transactions", filters{"count": "1", "outcome": "refused", "must.reply_code": "451"})
}

func TestTwoScopesAtTheSameTimeDoNotSeeEachOther(t *testing.T) {
	t.Parallel()
	refusing, taking := newMockScope(t), newMockScope(t)
	refusing.rule("nobody", `{"on": "rcpt", "reply": {"preset": "user_unknown"}}`)

	refused := signup.SendWelcomeInBackground(context.Background(), refusing.address("bob"))
	taken := signup.SendWelcomeInBackground(context.Background(), taking.address("bob"))

	if err := <-refused; err == nil {
		t.Error("nobody was told that there is no bob")
	}
	refusing.expect("transactions", filters{"count": "1", "must.outcome": "refused"})
	refusing.expect("messages", filters{"count": "0", "settle": "idle"})
	if err := <-taken; err != nil {
		t.Error(err)
	}
	taking.expect("transactions", filters{"count": "1", "must.outcome": "accepted"})
	taking.expect("messages", filters{"count": "1", "must.to.exactly": taking.address("bob")})
}

func TestExpectationThatDoesNotHoldSaysWhy(t *testing.T) {
	t.Parallel()
	scope := newMockScope(t)
	bob := scope.address("bob")
	if err := signup.SendWelcome(context.Background(), bob); err != nil {
		t.Fatal(err)
	}

	_, err := scope.ask("message", filters{"to": bob, "must.subject": "Your password"})

	if err == nil {
		t.Fatal("the subject is another")
	}
	for _, part := range []string{"expected exactly 1 message\n", "subject differs at character 1",
		"expected  Your password\n", "was   Welcome\n"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("no %q in:\n%v", part, err)
		}
	}
}
