package shop

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
)

var mockURL = environment("MOCK_URL", "http://localhost:8025")

// A mockScope is one test's part of a mock that many tests share, to be copied into yours: mail to anything@NAME.scope.test
// belongs to scope NAME, and what is asked of a scope sees that mail alone.
type mockScope struct {
	t    *testing.T
	name string
}

// filters are those of the URL, not encoded: {"to": "bob@example.test", "must.subject": "Welcome"}.
type filters map[string]string

// newMockScope has a new name each time: no other test, nor an earlier run of this one, has mail there. The scope of a
// test that has failed stays, to be looked at in the mock.
func newMockScope(t *testing.T) *mockScope {
	random := make([]byte, 8)
	if _, err := rand.Read(random); err != nil {
		t.Fatal(err)
	}
	scope := &mockScope{t, fmt.Sprintf("go-%x", random)}
	t.Cleanup(func() {
		if !t.Failed() {
			_, _ = scope.call(http.MethodDelete, "", "")
		}
	})
	return scope
}

func (s *mockScope) address(user string) string {
	return user + "@" + s.name + ".scope.test"
}

// expect returns what the mock answers once the expectation holds, for which the mock waits; if that is in vain, the test
// ends with its report.
func (s *mockScope) expect(what string, these filters) string {
	s.t.Helper()
	answer, err := s.ask(what, these)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer
}

// ask is the same with the report as the error.
func (s *mockScope) ask(what string, these filters) (string, error) {
	query := url.Values{"format": {"text"}} // of reports and codes; messages are JSON all the same
	for name, value := range these {
		query.Set(name, value)
	}
	return s.call(http.MethodGet, what+"?"+query.Encode(), "")
}

// rule adds a rule to this scope, or arms it again.
func (s *mockScope) rule(id, rule string) {
	s.t.Helper()
	if _, err := s.call(http.MethodPut, "rules/"+id, rule); err != nil {
		s.t.Fatal(err)
	}
}

func (s *mockScope) call(method, path, body string) (string, error) {
	request, err := http.NewRequest(method, mockURL+"/v1/scopes/"+s.name+"/"+path, strings.NewReader(body))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode >= 400 {
		err = errors.New(strings.TrimSpace(string(answer)))
	}
	return string(answer), err
}

func environment(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
