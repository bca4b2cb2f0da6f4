package protocol

import "errors"

// Code names one failure of protocol.md §10. The webapp uses the same strings.
type Code string

// The failures the server half can tell. Those of opening an envelope belong to readers only.
const (
	CodeTooLarge           Code = "too_large"
	CodeCBORMalformed      Code = "cbor_malformed"
	CodeEnvelopeMalformed  Code = "envelope_malformed"
	CodeVersionUnsupported Code = "version_unsupported"
	CodeSuiteUnsupported   Code = "suite_unsupported"
	CodePointInvalid       Code = "point_invalid"
	CodeRecordInvalid      Code = "record_invalid"
	CodeChainInvalid       Code = "chain_invalid"
	CodeStatementInvalid   Code = "statement_invalid"
	CodeServerChanged      Code = "server_changed"
	CodeChannelMismatch    Code = "channel_mismatch"
	CodeAuthorMismatch     Code = "author_mismatch"
	CodeThreadMismatch     Code = "thread_mismatch"
	CodeTypeMismatch       Code = "type_mismatch"
	CodePropsForbidden     Code = "props_forbidden"
	CodeSenderUnknown      Code = "sender_unknown"
	CodeSignatureInvalid   Code = "signature_invalid"
	CodeRevisionSuperseded Code = "revision_superseded"
	CodeBundleInvalid      Code = "bundle_invalid"
)

// Error is a refusal. Reason is for the log and never holds text, keys or names.
type Error struct {
	Code   Code
	Reason string
}

func (e *Error) Error() string {
	return string(e.Code) + ": " + e.Reason
}

// Refuse makes the error for one failure.
func Refuse(code Code, reason string) error {
	return &Error{Code: code, Reason: reason}
}

// CodeOf tells which failure err is; empty if it isn't one of this set.
func CodeOf(err error) Code {
	var refusal *Error
	if errors.As(err, &refusal) {
		return refusal.Code
	}

	return ""
}
