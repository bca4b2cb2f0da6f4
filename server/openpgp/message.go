// Package openpgp knows the outside of OpenPGP (RFC 9580): enough to tell what is no encrypted message or public key, and nothing
// of what is in one.
package openpgp

import (
	"bytes"
	"encoding/base64"
	"errors"
	"regexp"
	"strings"
)

// MaxMessageBytes is the longest armored message that is mailed: a bundle of ordinary size, and then some.
const MaxMessageBytes = 6 << 20

// Reasons not to take a message.
var (
	ErrMalformed = errors.New("not one armored OpenPGP message")
	ErrTooLarge  = errors.New("message is too large")
)

const (
	messageHead = "-----BEGIN PGP MESSAGE-----"
	messageTail = "-----END PGP MESSAGE-----"
)

var (
	messageHeader = regexp.MustCompile(`^[A-Za-z]+: [ -~]*$`)
	armorLine     = regexp.MustCompile(`^[A-Za-z0-9+/]{1,76}={0,2}$`)
	armorChecksum = regexp.MustCompile(`^=[A-Za-z0-9+/]{4}$`)
)

// Message is one armored message that is encrypted to a public key: the lines between its first and its last.
type Message struct {
	lines []string
}

// ParseMessage takes exactly one message, and drops what the armor says beside it: whoever makes a message says nothing in clear.
func ParseMessage(text string) (Message, error) {
	if len(text) > MaxMessageBytes {
		return Message{}, ErrTooLarge
	}
	lines := strings.Split(strings.ReplaceAll(strings.TrimSpace(text), "\r\n", "\n"), "\n")
	if len(lines) < 4 || lines[0] != messageHead || lines[len(lines)-1] != messageTail {
		return Message{}, ErrMalformed
	}
	lines = lines[1 : len(lines)-1]
	for len(lines) > 0 && messageHeader.MatchString(lines[0]) {
		lines = lines[1:]
	}
	if len(lines) < 2 || lines[0] != "" {
		return Message{}, ErrMalformed
	}
	body := Message{lines: lines[1:]}

	return body, body.check()
}

// check tells whether the lines are base64 of something that begins as an encrypted message does.
func (m Message) check() error {
	data := m.lines
	if armorChecksum.MatchString(data[len(data)-1]) {
		data = data[:len(data)-1]
	}
	var decoded bytes.Buffer
	for _, line := range data {
		if !armorLine.MatchString(line) {
			return ErrMalformed
		}
		decoded.WriteString(line)
	}
	packets, err := base64.StdEncoding.Strict().DecodeString(decoded.String())
	if err != nil || !beginsWith(packetEncryptedKey, packets) {
		return ErrMalformed
	}

	return nil
}

// Text is the message with the line ends of a mail.
func (m Message) Text() string {
	return messageHead + "\r\n\r\n" + strings.Join(m.lines, "\r\n") + "\r\n" + messageTail + "\r\n"
}
