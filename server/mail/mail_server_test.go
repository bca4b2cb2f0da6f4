package mail_test

import (
	"bufio"
	"crypto/tls"
	"encoding/base64"
	"net"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	username = "mattermost"
	password = "secret of the mail server"
)

// mailServer speaks as much SMTP as a client needs to get a mail off, and keeps what it is told.
type mailServer struct {
	listener net.Listener
	tls      *tls.Config

	// extensions are what it says that it can; a refusal is what it answers to a command that begins with the key.
	extensions []string
	refusals   map[string]string
	isSilent   bool
	beginsTLS  bool

	mutex    sync.Mutex
	commands []string
	mails    []string
	wasTLS   bool
}

// startMailServer listens until the test ends.
func startMailServer(t *testing.T, change func(server *mailServer)) *mailServer {
	t.Helper()
	certified := httptest.NewTLSServer(nil)
	certified.Close()
	server := &mailServer{tls: &tls.Config{Certificates: certified.TLS.Certificates}, refusals: map[string]string{}}
	change(server)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	if server.beginsTLS {
		listener = tls.NewListener(listener, server.tls)
	}
	server.listener = listener
	var group sync.WaitGroup
	group.Go(func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			group.Go(func() { server.converse(connection) })
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		group.Wait()
	})

	return server
}

func (s *mailServer) port() int {
	return s.listener.Addr().(*net.TCPAddr).Port
}

func (s *mailServer) received() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()

	return slices.Clone(s.mails)
}

func (s *mailServer) heard() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()

	return slices.Clone(s.commands)
}

func (s *mailServer) isProtected() bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()

	return s.wasTLS
}

func (s *mailServer) note(command string, connection net.Conn) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.commands = append(s.commands, command)
	_, s.wasTLS = connection.(*tls.Conn)
}

func (s *mailServer) converse(connection net.Conn) {
	defer func() { _ = connection.Close() }()
	reader := bufio.NewReader(connection)
	say := func(lines ...string) { _, _ = connection.Write([]byte(strings.Join(lines, "\r\n") + "\r\n")) }
	if s.isSilent {
		_, _ = reader.ReadString('\n')

		return
	}
	say("220 mail.example.org ready")
	for {
		line, err := reader.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimSpace(line)
		s.note(line, connection)
		if refusal := s.refusal(line); refusal != "" {
			say(refusal)

			continue
		}
		switch verb, _, _ := strings.Cut(line, " "); verb {
		case "EHLO":
			say(append(s.greetings(), "250 HELP")...)
		case "STARTTLS":
			say("220 go on")
			connection = tls.Server(connection, s.tls)
			reader = bufio.NewReader(connection)
		case "AUTH":
			s.logIn(line, reader, say)
		case "DATA":
			say("354 go on")
			s.take(reader)
			say("250 taken")
		case "QUIT":
			say("221 bye")

			return
		default:
			say("250 fine")
		}
	}
}

func (s *mailServer) refusal(line string) string {
	for beginning, answer := range s.refusals {
		if strings.HasPrefix(line, beginning) {
			return answer
		}
	}

	return ""
}

func (s *mailServer) greetings() []string {
	lines := []string{"250-mail.example.org"}
	for _, extension := range s.extensions {
		lines = append(lines, "250-"+extension)
	}

	return lines
}

// logIn takes PLAIN and LOGIN.
func (s *mailServer) logIn(line string, reader *bufio.Reader, say func(lines ...string)) {
	encode := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	isKnown := line == "AUTH PLAIN "+encode("\x00"+username+"\x00"+password)
	if line == "AUTH LOGIN" {
		say("334 " + encode("Username:"))
		name, _ := reader.ReadString('\n')
		say("334 " + encode("Password:"))
		secret, _ := reader.ReadString('\n')
		isKnown = strings.TrimSpace(name) == encode(username) && strings.TrimSpace(secret) == encode(password)
	}
	if isKnown {
		say("235 welcome")
	} else {
		say("535 5.7.8 Who are you?")
	}
}

func (s *mailServer) take(reader *bufio.Reader) {
	var written strings.Builder
	for {
		line, err := reader.ReadString('\n')
		if err != nil || line == ".\r\n" {
			break
		}
		written.WriteString(strings.TrimPrefix(line, "."))
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.mails = append(s.mails, written.String())
}

// unusedPort is one that nobody listens on.
func unusedPort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	_, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	number, err := strconv.Atoi(port)
	require.NoError(t, err)

	return number
}
