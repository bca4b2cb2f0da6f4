package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime/debug"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
)

const (
	userIDHeader       = "Mattermost-User-Id"
	sourcePluginHeader = "Mattermost-Plugin-ID"
)

// handler answers one request of a logged-in user with a status and a body, or fails.
type handler func(request *http.Request, userID string) (status int, body any, err error)

// wrap puts around a handler what every route needs: session, rate limit, body limit, recovery from panics.
func (a *API) wrap(handle handler, maxBody int64, cost int) http.Handler {
	return http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		defer func() {
			if cause := recover(); cause != nil {
				a.LogError("panic", "cause", fmt.Sprint(cause), "stack", string(debug.Stack()))
				a.writeError(writer, request, errPanic)
			}
		}()
		userID, err := a.admit(request, cost)
		if err != nil {
			a.writeError(writer, request, err)

			return
		}
		request.Body = http.MaxBytesReader(writer, request.Body, maxBody)
		status, body, err := handle(request, userID)
		if err != nil {
			a.writeError(writer, request, err)

			return
		}
		a.writeJSON(writer, status, body)
	})
}

// admit returns who asks. The host sets the user header for a valid session only, and strips one that a client sent;
// another plugin may set it to anybody, so requests from plugins are refused.
func (a *API) admit(request *http.Request, cost int) (string, error) {
	userID := request.Header.Get(userIDHeader)
	if !protocol.IsID(userID) || request.Header.Get(sourcePluginHeader) != "" {
		return "", errUnauthorized
	}
	if !a.requests.allow(userID, cost) {
		return "", errRateLimited
	}

	return userID, nil
}

func (a *API) notFound(*http.Request, string) (int, any, error) {
	return 0, nil, store.ErrNotFound
}

// readJSON reads a body of exactly one JSON value with no unknown keys.
func readJSON(request *http.Request, target any) error {
	decoder := json.NewDecoder(request.Body)
	decoder.DisallowUnknownFields()
	err := decoder.Decode(target)
	if err == nil {
		if _, err = decoder.Token(); errors.Is(err, io.EOF) {
			return nil
		}
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return err
	}

	return errBadRequest
}

// structure is a structure of protocol.md in JSON: a base64url string.
type structure []byte

func (s structure) MarshalJSON() ([]byte, error) {
	return json.Marshal(protocol.EncodeBase64URL(s))
}

func (s *structure) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	decoded, err := protocol.DecodeBase64URL(text)
	if err != nil {
		return err
	}
	*s = decoded

	return nil
}

// structures never gives null: an empty list is one.
func structures(list [][]byte) []structure {
	converted := make([]structure, 0, len(list))
	for _, item := range list {
		converted = append(converted, item)
	}

	return converted
}
