package api

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/directory"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/keysearch"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/mail"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/openpgp"
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
	codeMailOff         = "mail_off"
	codeMailFailed      = "mail_failed"
	codeKeyServerOff    = "key_server_off"
	codeKeyNotFound     = "key_not_found"
	codeKeyServerFailed = "key_server_failed"
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

	// detail is what another machine said, where the caller should know.
	detail string
}

// answerFor alone picks status and code. What it doesn't know is internal, and tells the caller nothing.
func answerFor(err error) answer {
	var tooLarge *http.MaxBytesError
	var notAllowed *policy.NotAllowedError
	switch {
	case errors.Is(err, errUnauthorized):
		return answer{status: http.StatusUnauthorized, code: codeUnauthorized, message: "Log in first."}
	case errors.Is(err, errRateLimited):
		return answer{status: http.StatusTooManyRequests, code: codeRateLimited, message: "Too many requests. Wait a moment."}
	case errors.As(err, &tooLarge):
		return answer{status: http.StatusRequestEntityTooLarge, code: codeTooLarge, message: "The request is too large."}
	case errors.Is(err, policy.ErrNotMember):
		return answer{status: http.StatusForbidden, code: codeForbidden, message: "Not permitted."}
	case errors.As(err, &notAllowed):
		if notAllowed.Reason == policy.ReasonTooLarge {
			return answer{status: http.StatusForbidden, code: codeChannelTooLarge, message: "The channel has too many members."}
		}

		return answer{status: http.StatusForbidden, code: codeForbidden, message: "Not permitted."}
	case errors.Is(err, store.ErrConflict):
		return answer{status: http.StatusConflict, code: codeConflict, message: "Somebody else's change came first."}
	case errors.Is(err, store.ErrNotFound):
		return answer{status: http.StatusNotFound, code: codeNotFound, message: "There is nothing."}
	case errors.Is(err, directory.ErrNoIdentity):
		return answer{status: http.StatusBadRequest, code: string(protocol.CodeSenderUnknown), message: "Publish an identity first."}
	case errors.Is(err, errBadRequest):
		return answer{status: http.StatusBadRequest, code: codeBadRequest, message: "The request is malformed."}
	}

	for _, about := range []func(error) (answer, bool){answerAboutMail, answerAboutKeys} {
		if chosen, isKnown := about(err); isKnown {
			return chosen
		}
	}

	return answerForRefusal(protocol.CodeOf(err))
}

func answerAboutMail(err error) (chosen answer, isKnown bool) {
	var failed *mail.FailedError
	switch {
	case errors.Is(err, mail.ErrOff):
		return answer{status: http.StatusConflict, code: codeMailOff, message: "This server sends no mail."}, true
	case errors.Is(err, openpgp.ErrTooLarge):
		return answer{status: http.StatusRequestEntityTooLarge, code: codeTooLarge, message: "The request is too large."}, true
	case errors.Is(err, openpgp.ErrMalformed):
		return answer{status: http.StatusBadRequest, code: codeBadRequest, message: "The request is malformed."}, true
	case errors.As(err, &failed):
		return answer{
			status: http.StatusBadGateway, code: codeMailFailed, message: "The mail was not sent.", detail: failed.Answer,
		}, true
	}

	return answer{}, false
}

func answerForRefusal(code protocol.Code) answer {
	switch code {
	case "":
		return answer{status: http.StatusInternalServerError, code: codeInternal, message: "Something went wrong."}
	case protocol.CodeTooLarge:
		return answer{status: http.StatusRequestEntityTooLarge, code: codeTooLarge, message: "The request is too large."}
	}

	return answer{status: http.StatusBadRequest, code: string(code), message: "The request was refused."}
}

func answerAboutKeys(err error) (chosen answer, isKnown bool) {
	var failed *keysearch.FailedError
	switch {
	case errors.Is(err, keysearch.ErrOff):
		return answer{status: http.StatusConflict, code: codeKeyServerOff, message: "No key server is set."}, true
	case errors.Is(err, keysearch.ErrNotFound):
		return answer{status: http.StatusNotFound, code: codeKeyNotFound, message: "There is no such key."}, true
	case errors.As(err, &failed):
		return answer{
			status: http.StatusBadGateway, code: codeKeyServerFailed,
			message: "The key server gave no usable answer.", detail: string(failed.Detail),
		}, true
	}

	return answer{}, false
}

type errorAnswer struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Detail  string `json:"detail,omitempty"`
}

// writeError answers with what answerFor picked. The cause goes to the log only.
func (a *API) writeError(writer http.ResponseWriter, request *http.Request, err error) {
	chosen := answerFor(err)
	if chosen.status >= http.StatusInternalServerError {
		a.LogError("request failed", "path", request.URL.Path, "error", err.Error())
	}
	a.writeJSON(writer, chosen.status, errorAnswer{Code: chosen.code, Message: chosen.message, Detail: chosen.detail})
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
