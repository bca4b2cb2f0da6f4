package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// transferTimeout is how long a mail server may take for the message itself, once it has let us in.
const transferTimeout = 30 * time.Second

// connectError is a failure before the mail server was asked to take anything: another way of sending may still work.
type connectError struct {
	cause error
}

func (e *connectError) Error() string { return "connect to the mail server: " + e.cause.Error() }
func (e *connectError) Unwrap() error { return e.cause }

// deliver hands one mail to the mail server of the settings.
func deliver(ctx context.Context, settings Settings, to string, encoded []byte) error {
	var connection net.Conn
	client, err := connect(ctx, settings, &connection)
	if connection != nil {
		// go-mail leaves it open where it fails after having made it.
		defer func() { _ = connection.Close() }()
	}
	if err != nil {
		return &connectError{cause: err}
	}
	if err := client.UpdateDeadline(transferTimeout); err != nil {
		return fmt.Errorf("set deadline: %w", err)
	}
	if err := client.Mail("<" + settings.From.Address + ">"); err != nil {
		return fmt.Errorf("name the sender: %w", err)
	}
	if err := client.Rcpt("<" + to + ">"); err != nil {
		return fmt.Errorf("name the recipient: %w", err)
	}
	writer, err := client.Data()
	if err != nil {
		return fmt.Errorf("begin the message: %w", err)
	}
	if _, err := writer.Write(encoded); err != nil {
		return fmt.Errorf("send the message: %w", err)
	}
	if err := writer.Close(); err != nil {
		return fmt.Errorf("end the message: %w", err)
	}
	// The mail server has taken it: how it says good-bye changes nothing.
	_ = client.Quit()

	return nil
}

// connect greets, protects the connection and logs in as Mattermost does with these settings, but that a STARTTLS which fails
// ends it. It stores the connection as soon as there is one.
func connect(ctx context.Context, settings Settings, connection *net.Conn) (*smtp.Client, error) {
	options := []gomail.Option{
		gomail.WithPort(settings.Port),
		gomail.WithTimeout(settings.Timeout),
		gomail.WithTLSConfig(tlsConfig(settings)),
		gomail.WithTLSPolicy(gomail.NoTLS),
	}
	switch settings.Security {
	case SecurityNone:
	case SecurityStartTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default:
		options = append(options, gomail.WithSSL())
	}
	options = append(options, gomail.WithDialContextFunc(dialer(settings, connection)))
	if settings.Username != "" {
		options = append(options,
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthPlain, gomail.SMTPAuthLogin),
			gomail.WithUsername(settings.Username),
			gomail.WithPassword(settings.Password))
	}
	if settings.HelloName != "" {
		options = append(options, gomail.WithHELO(settings.HelloName))
	}
	client, err := gomail.NewClient(settings.Server, options...)
	if err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}

	return client.DialToSMTPClientWithContext(ctx)
}

func dialer(settings Settings, connection *net.Conn) gomail.DialContextFunc {
	return func(ctx context.Context, network, address string) (made net.Conn, err error) {
		switch settings.Security {
		case SecurityNone, SecurityStartTLS:
			made, err = (&net.Dialer{}).DialContext(ctx, network, address)
		default:
			made, err = (&tls.Dialer{Config: tlsConfig(settings)}).DialContext(ctx, network, address)
		}
		if err != nil {
			return nil, err
		}
		*connection = made

		return made, nil
	}
}

func tlsConfig(settings Settings) *tls.Config {
	return &tls.Config{
		ServerName: settings.Server,
		MinVersion: tls.VersionTLS12,
		// The admin decides, for all mail of this server; the message is encrypted by itself.
		InsecureSkipVerify: settings.SkipsVerification, //nolint:gosec // as above
	}
}

// isConnectError tells whether another way of sending may still work.
func isConnectError(err error) bool {
	var failed *connectError

	return errors.As(err, &failed)
}
