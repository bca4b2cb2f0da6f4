package mail

import (
	"html"
	"strings"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/openpgp"
)

// attachmentName is what mail programs that don't know OpenPGP save the message as, and what `gpg` is told to open.
const attachmentName = "encrypted.asc"

// How the message is opened, where it is a part of the mail and where it stands in the page.
const (
	openPart = "1. Open the encrypted part. A mail program that knows OpenPGP does that\n   itself, or offers to. Otherwise save the attachment and run\n\n       gpg --decrypt " + attachmentName
	openPage = "1. Save what stands below, from the line with BEGIN to the line with END,\n   as " + attachmentName + ", and run\n\n       gpg --decrypt " + attachmentName
)

// words are what stands in a mail beside the message.
type words struct {
	Username string
	SiteName string
	SiteURL  string
	HasCode  bool
}

func (w words) subject() string {
	return "Backup of your keys for encrypted messages on " + w.SiteName
}

// text says what the mail is, how to open it and where to paste the result. What is asked for is plain enough for a reader who
// has forgotten all about it, since that is when this mail is needed.
func (w words) text(howToOpen string) string {
	paragraphs := []string{
		"This is the backup of your keys for end-to-end encrypted messages on\n" + w.SiteName + " (" + w.SiteURL + ").",
		"It was encrypted in your browser, to your own OpenPGP key. Nobody else\ncan open it, neither the server nor anybody on the way.",
		"Keep this mail. When you come back in a new browser:",
		howToOpen,
		"2. Go to " + w.SiteURL + " and log in as " + w.Username + ".",
		"3. Type /e2ee import in any channel, and paste the whole text that came\n   out of step 1.",
		w.aboutTheCode(),
		"You didn't ask for this mail? Then somebody else uses your account:\nchange your password, and tell your administrator.",
	}

	return strings.Join(paragraphs, "\n\n") + "\n"
}

func (w words) aboutTheCode() string {
	if w.HasCode {
		return "Your recovery code is in the encrypted part: whoever can open that can\nread all your encrypted messages."
	}

	return "Your recovery code is not in this mail. You need the one that you kept."
}

// page is all of it as one page, for the way that knows no attachments: the message stands in it line by line, to be copied.
func (w words) page(message openpgp.Message) string {
	return "<pre>" + html.EscapeString(w.text(openPage)) + "</pre>\n<pre>" + html.EscapeString(message.Text()) + "</pre>\n"
}
