package mail

import (
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"strings"
	"unicode"
)

const maxAnswerCharacters = 300

// FailedError says why a mail wasn't sent. Answer is for the member; the cause, which may name hosts, for the log.
type FailedError struct {
	Answer string
	cause  error
}

func (e *FailedError) Error() string { return fmt.Sprintf("mail not sent: %v", e.cause) }
func (e *FailedError) Unwrap() error { return e.cause }

func failed(cause error) error {
	return &FailedError{Answer: answerIn(cause), cause: cause}
}

// answerIn gives the mail server's answer as it is, or what kept us from getting one, without the addresses that Go puts before
// it: where the mail server stands is nobody's business.
func answerIn(cause error) string {
	var reply *textproto.Error
	var dns *net.DNSError
	var operation *net.OpError
	switch {
	case errors.As(cause, &reply):
		return shorten(fmt.Sprintf("%d %s", reply.Code, reply.Msg))
	case errors.As(cause, &dns):
		return shorten(dns.Err)
	case errors.As(cause, &operation):
		return shorten(operation.Err.Error())
	}
	var connecting *connectError
	if errors.As(cause, &connecting) {
		cause = connecting.cause
	}

	return shorten(cause.Error())
}

// shorten gives one line of bounded length, whatever a mail server answers.
func shorten(text string) string {
	text = strings.ToValidUTF8(strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " "), "?")
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}

		return r
	}, text)
	if characters := []rune(text); len(characters) > maxAnswerCharacters {
		return string(characters[:maxAnswerCharacters-1]) + "…"
	}

	return text
}
