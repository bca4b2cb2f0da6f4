package api

import (
	"net/http"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/mail"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/openpgp"
)

type mailBody struct {
	Message string `json:"message"`
	HasCode bool   `json:"hasCode"`
}

type mailAnswer struct {
	To string `json:"to"`
}

// postMail mails the caller the backup that their browser encrypted to their OpenPGP key. What is no such message counts for
// nothing; everything else is an attempt, whether it arrives or not.
func (a *API) postMail(request *http.Request, userID string) (int, any, error) {
	var body mailBody
	if err := readJSON(request, &body); err != nil {
		return 0, nil, err
	}
	message, err := openpgp.ParseMessage(body.Message)
	if err != nil {
		return 0, nil, err
	}
	if !a.Mailer.IsOn() {
		return 0, nil, mail.ErrOff
	}
	if !a.mails.allow(userID, costRead) {
		return 0, nil, errRateLimited
	}
	to, err := a.Mailer.Send(request.Context(), userID, mail.Backup{Message: message, HasCode: body.HasCode})
	if err != nil {
		return 0, nil, err
	}

	return http.StatusOK, mailAnswer{To: to}, nil
}
