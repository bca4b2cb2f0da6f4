package mail

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
	"time"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/openpgp"
)

// letter is one mail.
type letter struct {
	from    mail.Address
	replyTo mail.Address
	to      string
	sentAt  time.Time
	words   words
	message openpgp.Message
}

// encode gives the mail as it goes to the mail server.
//
// The encrypted part is PGP/MIME as RFC 3156 §4 has it: two parts, the second the armored message. It is not the whole mail but
// one part of a `multipart/mixed`, after a clear one: RFC 3156 knows no third part within, and a mail without a word in clear
// helps nobody who opens it in a program that doesn't know OpenPGP. Those programs show the words and offer the message as a
// file; those that know it decrypt the part. All is 7-bit (RFC 3156 §3), so that no mail server has a reason to touch it.
//
// It is written here and not by go-mail, which can't put the one multipart into the other.
func (l letter) encode() ([]byte, error) {
	var encoded bytes.Buffer
	outer := multipart.NewWriter(&encoded)
	if err := l.writeHeader(&encoded, outer.Boundary()); err != nil {
		return nil, err
	}
	if err := l.writeText(outer); err != nil {
		return nil, err
	}
	if err := l.writeEncrypted(outer); err != nil {
		return nil, err
	}
	if err := outer.Close(); err != nil {
		return nil, fmt.Errorf("end mail: %w", err)
	}

	return encoded.Bytes(), nil
}

func (l letter) writeHeader(writer io.Writer, boundary string) error {
	_, domain, _ := strings.Cut(l.from.Address, "@")
	fields := [][2]string{
		{"From", l.from.String()},
		{"To", (&mail.Address{Address: l.to}).String()},
		{"Subject", mime.QEncoding.Encode("utf-8", l.words.subject())},
		{"Date", l.sentAt.Format(time.RFC1123Z)},
		{"Message-ID", "<" + rand.Text() + "@" + domain + ">"},
		{"Auto-Submitted", "auto-generated"},
		{"MIME-Version", "1.0"},
		{"Content-Type", mediaType("multipart/mixed", map[string]string{"boundary": boundary})},
	}
	if l.replyTo.Address != "" {
		fields = append(fields, [2]string{"Reply-To", l.replyTo.String()})
	}
	for _, field := range fields {
		if _, err := fmt.Fprintf(writer, "%s: %s\r\n", field[0], oneLine(field[1])); err != nil {
			return fmt.Errorf("write header: %w", err)
		}
	}
	_, err := io.WriteString(writer, "\r\n")

	return err
}

func (l letter) writeText(outer *multipart.Writer) error {
	part, err := outer.CreatePart(textproto.MIMEHeader{
		"Content-Type":              {mediaType("text/plain", map[string]string{"charset": "utf-8"})},
		"Content-Transfer-Encoding": {"quoted-printable"},
	})
	if err != nil {
		return fmt.Errorf("begin text: %w", err)
	}
	quoted := quotedprintable.NewWriter(part)
	if _, err := io.WriteString(quoted, strings.ReplaceAll(l.words.text(openPart), "\n", "\r\n")); err != nil {
		return fmt.Errorf("write text: %w", err)
	}

	return quoted.Close()
}

func (l letter) writeEncrypted(outer *multipart.Writer) error {
	var content bytes.Buffer
	inner := multipart.NewWriter(&content)
	parts := []struct {
		header textproto.MIMEHeader
		body   string
	}{
		{textproto.MIMEHeader{
			"Content-Type":        {"application/pgp-encrypted"},
			"Content-Description": {"PGP/MIME version identification"},
		}, "Version: 1\r\n"},
		{textproto.MIMEHeader{
			"Content-Type":        {mediaType("application/octet-stream", map[string]string{"name": attachmentName})},
			"Content-Description": {"OpenPGP encrypted message"},
			"Content-Disposition": {mediaType("inline", map[string]string{"filename": attachmentName})},
		}, l.message.Text()},
	}
	for _, part := range parts {
		writer, err := inner.CreatePart(part.header)
		if err != nil {
			return fmt.Errorf("begin encrypted part: %w", err)
		}
		if _, err := io.WriteString(writer, part.body); err != nil {
			return fmt.Errorf("write encrypted part: %w", err)
		}
	}
	if err := inner.Close(); err != nil {
		return fmt.Errorf("end encrypted part: %w", err)
	}
	part, err := outer.CreatePart(textproto.MIMEHeader{
		"Content-Type": {mediaType("multipart/encrypted", map[string]string{
			"protocol": "application/pgp-encrypted", "boundary": inner.Boundary(),
		})},
	})
	if err != nil {
		return fmt.Errorf("begin encrypted parts: %w", err)
	}
	_, err = part.Write(content.Bytes())

	return err
}

func mediaType(name string, parameters map[string]string) string {
	return mime.FormatMediaType(name, parameters)
}

// oneLine keeps a setting from writing headers of its own.
func oneLine(text string) string {
	return strings.NewReplacer("\r", "", "\n", "").Replace(text)
}
