package mail

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
	armorHead = "-----BEGIN PGP MESSAGE-----"
	armorTail = "-----END PGP MESSAGE-----"

	// Every encrypted message begins with a session key that is encrypted to somebody's public key: packet 1, in the old and the
	// new form of a packet's first byte (RFC 9580 §4.2).
	packetEncryptedKey = 1
)

var (
	armorHeader   = regexp.MustCompile(`^[A-Za-z]+: [ -~]*$`)
	armorLine     = regexp.MustCompile(`^[A-Za-z0-9+/]{1,76}={0,2}$`)
	armorChecksum = regexp.MustCompile(`^=[A-Za-z0-9+/]{4}$`)
)

// armored is one OpenPGP message: the lines between its first and its last.
type armored struct {
	lines []string
}

// parseArmored takes exactly one message that is encrypted to a public key, and drops what the armor says beside it: whoever
// calls this decides about nothing that can be read in the mail.
func parseArmored(message string) (armored, error) {
	if len(message) > MaxMessageBytes {
		return armored{}, ErrTooLarge
	}
	lines := strings.Split(strings.ReplaceAll(strings.TrimSpace(message), "\r\n", "\n"), "\n")
	if len(lines) < 4 || lines[0] != armorHead || lines[len(lines)-1] != armorTail {
		return armored{}, ErrMalformed
	}
	lines = lines[1 : len(lines)-1]
	for len(lines) > 0 && armorHeader.MatchString(lines[0]) {
		lines = lines[1:]
	}
	if len(lines) < 2 || lines[0] != "" {
		return armored{}, ErrMalformed
	}
	body := armored{lines: lines[1:]}

	return body, body.check()
}

// check tells whether the lines are base64 of something that begins as an encrypted message does.
func (a armored) check() error {
	data := a.lines
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
	if err != nil || len(packets) == 0 || packetType(packets[0]) != packetEncryptedKey {
		return ErrMalformed
	}

	return nil
}

// packetType is 0, which no packet has, for a byte that begins none.
func packetType(first byte) byte {
	switch {
	case first&0x80 == 0:
		return 0
	case first&0x40 == 0:
		return first >> 2 & 0x0f
	}

	return first & 0x3f
}

// text is the message with the line ends of a mail.
func (a armored) text() string {
	return armorHead + "\r\n\r\n" + strings.Join(a.lines, "\r\n") + "\r\n" + armorTail + "\r\n"
}
