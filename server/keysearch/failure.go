package keysearch

import (
	"context"
	"errors"
	"fmt"
	"net"
)

var (
	// ErrOff says that nobody may be asked about this member.
	ErrOff = errors.New("no key server is configured")

	// ErrNotFound says that whoever was asked knows no such key.
	ErrNotFound = errors.New("no such key")
)

// Detail says how asking failed.
type Detail string

// The ways of failing.
const (
	DetailTimeout     Detail = "timeout"
	DetailTooLarge    Detail = "too_large"
	DetailRedirected  Detail = "redirected"  // to another server
	DetailNotAKey     Detail = "not_a_key"   // a page, for instance
	DetailRefused     Detail = "refused"     // by us: its address isn't public
	DetailUnreachable Detail = "unreachable" // no connection, or no certificate that holds
	DetailStatus      Detail = "status"      // another HTTP status than 200 and 404
)

// FailedError says that nobody who was asked gave an answer, and how the first of them failed. Its cause names hosts and
// addresses: for the log only.
type FailedError struct {
	Detail Detail
	cause  error
}

func (e *FailedError) Error() string { return fmt.Sprintf("key server %s: %v", e.Detail, e.cause) }
func (e *FailedError) Unwrap() error { return e.cause }

func failed(detail Detail, cause error) error {
	return &FailedError{Detail: detail, cause: cause}
}

// detailIs tells whether err is a failure of this kind.
func detailIs(err error, detail Detail) bool {
	var failure *FailedError

	return errors.As(err, &failure) && failure.Detail == detail
}

// connectionFailure names what kept a request from an answer.
func connectionFailure(err error) error {
	var network net.Error
	switch {
	case errors.Is(err, errNotPublic):
		return failed(DetailRefused, err)
	case errors.Is(err, errRedirected):
		return failed(DetailRedirected, err)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return failed(DetailTimeout, err)
	}

	return failed(DetailUnreachable, err)
}
