package api

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/directory"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/store"
)

// Codes of docs/server-api.md beside those of protocol.md §10.
const (
	codeUnauthorized    = "unauthorized"
	codeForbidden       = "forbidden"
	codeNotFound        = "not_found"
	codeConflict        = "conflict"
	codeRateLimited     = "rate_limited"
	codeTooLarge        = string(protocol.CodeTooLarge)
	codeBadRequest      = "bad_request"
	codeInternal        = "internal"
	codeChannelTooLarge = "channel_too_large"
)

var (
	errUnauthorized = errors.New("no session")
	errRateLimited  = errors.New("too many requests")
	errBadRequest   = errors.New("bad request")
	errPanic        = errors.New("panic")
)

// answer is what a caller is told: a status, a code, and words that are the same for every cause of that code.
type answer struct {
	status  int
	code    string
	message string
}

// answerFor alone picks status and code. What it doesn't know is internal, and tells the caller nothing.
func answerFor(err error) answer {
	var tooLarge *http.MaxBytesError
	var notAllowed *policy.NotAllowedError
	switch {
	case errors.Is(err, errUnauthorized):
		return answer{http.StatusUnauthorized, codeUnauthorized, "Log in first."}
	case errors.Is(err, errRateLimited):
		return answer{http.StatusTooManyRequests, codeRateLimited, "Too many requests. Wait a moment."}
	case errors.As(err, &tooLarge):
		return answer{http.StatusRequestEntityTooLarge, codeTooLarge, "The request is too large."}
	case errors.Is(err, policy.ErrNotMember):
		return answer{http.StatusForbidden, codeForbidden, "Not permitted."}
	case errors.As(err, &notAllowed):
		if notAllowed.Reason == policy.ReasonTooLarge {
			return answer{http.StatusForbidden, codeChannelTooLarge, "The channel has too many members."}
		}

		return answer{http.StatusForbidden, codeForbidden, "Not permitted."}
	case errors.Is(err, store.ErrConflict):
		return answer{http.StatusConflict, codeConflict, "Somebody else's change came first."}
	case errors.Is(err, store.ErrNotFound):
		return answer{http.StatusNotFound, codeNotFound, "There is nothing."}
	case errors.Is(err, directory.ErrNoIdentity):
		return answer{http.StatusBadRequest, string(protocol.CodeSenderUnknown), "Publish an identity first."}
	case errors.Is(err, errBadRequest):
		return answer{http.StatusBadRequest, codeBadRequest, "The request is malformed."}
	}

	return answerForRefusal(protocol.CodeOf(err))
}

func answerForRefusal(code protocol.Code) answer {
	switch code {
	case "":
		return answer{http.StatusInternalServerError, codeInternal, "Something went wrong."}
	case protocol.CodeTooLarge:
		return answer{http.StatusRequestEntityTooLarge, codeTooLarge, "The request is too large."}
	}

	return answer{http.StatusBadRequest, string(code), "The request was refused."}
}

// writeError answers with what answerFor picked. The cause goes to the log only.
func (a *API) writeError(writer http.ResponseWriter, request *http.Request, err error) {
	chosen := answerFor(err)
	if chosen.status == http.StatusInternalServerError {
		a.LogError("request failed", "path", request.URL.Path, "error", err.Error())
	}
	a.writeJSON(writer, chosen.status, map[string]string{"code": chosen.code, "message": chosen.message})
}

func (a *API) writeJSON(writer http.ResponseWriter, status int, body any) {
	encoded, err := json.Marshal(body)
	if err != nil {
		a.LogError("answer can't be encoded", "error", err.Error())
		status, encoded = http.StatusInternalServerError, []byte(`{"code":"internal","message":"Something went wrong."}`)
	}
	writer.Header().Set("Content-Type", "application/json")
	writer.Header().Set("Cache-Control", "no-store")
	writer.Header().Set("X-Content-Type-Options", "nosniff")
	writer.WriteHeader(status)
	if _, err := writer.Write(encoded); err != nil {
		a.LogError("answer can't be sent", "error", err.Error())
	}
}
