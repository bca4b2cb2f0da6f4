package protocol

import (
	"encoding/base64"
	"strings"
)

var strictBase64URL = base64.RawURLEncoding.Strict()

// EncodeBase64URL gives the form of a structure on the wire.
func EncodeBase64URL(data []byte) string {
	return strictBase64URL.EncodeToString(data)
}

// DecodeBase64URL reads the one form that protocol.md §1.1 allows: no padding, no other characters, unused bits zero.
func DecodeBase64URL(text string) ([]byte, error) {
	// The package skips line breaks even when it is strict.
	if strings.ContainsAny(text, "\r\n") {
		return nil, Refuse(CodeCBORMalformed, "line break in base64url")
	}
	data, err := strictBase64URL.DecodeString(text)
	if err != nil {
		return nil, Refuse(CodeCBORMalformed, "not base64url")
	}

	return data, nil
}
