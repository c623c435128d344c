// Sends the mails in a file of JSON with go-mail; arguments: the file, the port.
package main

import (
	"encoding/json"
	"log"
	netmail "net/mail"
	"os"
	"strconv"
	"strings"

	"github.com/wneessen/go-mail"
)

type mailbox struct{ Name, Address string }

type file struct {
	Name, Path, Type string
	ContentID        string `json:"content_id"`
}

type told struct {
	Name        string
	Subject     string
	From        mailbox
	To, Cc      []mailbox
	ReplyTo     []mailbox `json:"reply_to"`
	Text, HTML  string
	Inline      []file
	Attachments []file
	Calendar    string
	InReplyTo   string `json:"in_reply_to"`
	References  []string
	Headers     map[string]string
	Unsubscribe *struct{ URL, Mailto string }
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// Its own way of putting name and address together does not quote what is quotation mark or backslash in a name.
func together(one mailbox) string {
	return (&netmail.Address{Name: one.Name, Address: one.Address}).String()
}

func putPeople(message *mail.Msg, one told) {
	check(message.From(together(one.From)))
	for _, each := range one.To {
		check(message.AddTo(together(each)))
	}
	for _, each := range one.Cc {
		check(message.AddCc(together(each)))
	}
	for _, each := range one.ReplyTo {
		check(message.ReplyTo(together(each)))
	}
}

func putHeaders(message *mail.Msg, one told) {
	message.Subject(one.Subject)
	message.SetDate()
	message.SetMessageIDWithValue(one.Name + ".by.go@example.test") // its own begins with a dot, now and then: then it is none
	if one.InReplyTo != "" {
		message.SetGenHeader(mail.HeaderInReplyTo, one.InReplyTo)
	}
	if len(one.References) > 0 {
		message.SetGenHeader(mail.HeaderReferences, strings.Join(one.References, " "))
	}
	for name, value := range one.Headers {
		message.SetGenHeader(mail.Header(name), value)
	}
	if one.Unsubscribe != nil {
		message.SetGenHeader(mail.HeaderListUnsubscribe, "<"+one.Unsubscribe.URL+">, <mailto:"+one.Unsubscribe.Mailto+">")
		message.SetGenHeader(mail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
}

func putContent(message *mail.Msg, one told) {
	if one.Text != "" {
		message.SetBodyString(mail.TypeTextPlain, one.Text)
	}
	if one.HTML != "" && one.Text != "" {
		message.AddAlternativeString(mail.TypeTextHTML, one.HTML)
	} else if one.HTML != "" {
		message.SetBodyString(mail.TypeTextHTML, one.HTML)
	}
	if one.Calendar != "" {
		message.AddAlternativeString("text/calendar; method=REQUEST", one.Calendar)
	}
	for _, each := range one.Inline {
		message.EmbedFile(each.Path, mail.WithFileName(each.Name), mail.WithFileContentType(mail.ContentType(each.Type)),
			mail.WithFileContentID(each.ContentID))
	}
	for _, each := range one.Attachments {
		message.AttachFile(each.Path, mail.WithFileName(each.Name), mail.WithFileContentType(mail.ContentType(each.Type)))
	}
}

func main() {
	content, err := os.ReadFile(os.Args[1])
	check(err)
	var all []told
	check(json.Unmarshal(content, &all))
	port, err := strconv.Atoi(os.Args[2])
	check(err)
	client, err := mail.NewClient("127.0.0.1", mail.WithPort(port), mail.WithTLSPolicy(mail.NoTLS), mail.WithHELO("client.example.org"))
	check(err)
	for _, one := range all {
		message := mail.NewMsg()
		putPeople(message, one)
		putHeaders(message, one)
		putContent(message, one)
		check(client.DialAndSend(message))
	}
}
