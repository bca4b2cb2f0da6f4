// Command open_envelope opens one envelope with the keys of a test account. It reads a request as JSON from its standard
// input and writes what it found, or `{"error": code}`, to its standard output.
package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/opener"
)

// request has either the private key of the reader, or a backup with its recovery code. Bytes are base64url.
type request struct {
	Envelope string `json:"envelope"`

	// SenderChain are the sender's signed records, as the server half gives them out.
	SenderChain []string `json:"senderChain"`

	UserID             string `json:"userId"`
	Generation         uint64 `json:"generation"`
	EncryptionKeyPKCS8 string `json:"encryptionKeyPkcs8"`

	RecoveryCode       string `json:"recoveryCode"`
	WrappedRecoveryKey string `json:"wrappedRecoveryKey"`
	Bundle             string `json:"bundle"`
}

func main() {
	log.SetFlags(0)
	if err := run(os.Stdin, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// run fails only for a request that it can't read; an envelope that doesn't open is an answer.
func run(input io.Reader, output io.Writer) error {
	var asked request
	if err := json.NewDecoder(input).Decode(&asked); err != nil {
		return err
	}
	opened, err := open(asked)
	var failure opener.Failure
	if errors.As(err, &failure) {
		return json.NewEncoder(output).Encode(map[string]string{"error": string(failure)})
	}
	if err != nil {
		return err
	}

	return json.NewEncoder(output).Encode(opened)
}

func open(asked request) (*opener.Opened, error) {
	reader, err := readerOf(asked)
	if err != nil {
		return nil, err
	}
	records := make([][]byte, 0, len(asked.SenderChain))
	for _, text := range asked.SenderChain {
		record, err := base64.RawURLEncoding.DecodeString(text)
		if err != nil {
			return nil, err
		}
		records = append(records, record)
	}
	keys, err := opener.SigningKeys(records)
	if err != nil {
		return nil, err
	}

	return opener.Open(asked.Envelope, reader, keys)
}

func readerOf(asked request) (opener.Reader, error) {
	if asked.RecoveryCode != "" {
		wrapped, err := base64.RawURLEncoding.DecodeString(asked.WrappedRecoveryKey)
		if err != nil {
			return opener.Reader{}, err
		}
		bundle, err := base64.RawURLEncoding.DecodeString(asked.Bundle)
		if err != nil {
			return opener.Reader{}, err
		}

		return opener.Restore(asked.RecoveryCode, wrapped, bundle)
	}
	pkcs8, err := base64.RawURLEncoding.DecodeString(asked.EncryptionKeyPKCS8)
	if err != nil {
		return opener.Reader{}, err
	}
	key, err := opener.AgreementKey(pkcs8)
	if err != nil {
		return opener.Reader{}, err
	}

	return opener.Reader{UserID: asked.UserID, Generation: asked.Generation, EncryptionKey: key}, nil
}
