package api

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/keysearch"
)

type mailKeysAnswer struct {
	Found []foundKey `json:"found"`
}

// foundKey is what a source has served, as it came: the browser judges it.
type foundKey struct {
	Source string    `json:"source"`
	Key    structure `json:"key"`
}

func (a *API) getMailKey(request *http.Request, userID string) (int, any, error) {
	fingerprint := mux.Vars(request)["fingerprint"]
	if !keysearch.IsFingerprint(fingerprint) {
		return 0, nil, errBadRequest
	}

	return a.findMailKeys(request, userID, fingerprint)
}

// getMailKeys suggests keys by the caller's own address, and by no other: this is no way to ask about somebody else.
func (a *API) getMailKeys(request *http.Request, userID string) (int, any, error) {
	return a.findMailKeys(request, userID, "")
}

func (a *API) findMailKeys(request *http.Request, userID, fingerprint string) (int, any, error) {
	address, err := a.AddressOf(userID)
	if err != nil {
		return 0, nil, err
	}
	if !a.KeySearch.IsOn(address) {
		return 0, nil, keysearch.ErrOff
	}
	if !a.searches.allow(userID, costRead) {
		return 0, nil, errRateLimited
	}
	all, err := a.KeySearch.Find(request.Context(), address, fingerprint)
	if err != nil {
		return 0, nil, err
	}
	found := make([]foundKey, 0, len(all))
	for _, one := range all {
		found = append(found, foundKey{Source: one.Source, Key: one.Key})
	}

	return http.StatusOK, mailKeysAnswer{Found: found}, nil
}
