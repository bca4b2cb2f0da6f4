package api

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/policy"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
)

type policiesAnswer struct {
	Channels map[string][]structure `json:"channels"`
	Covered  []string               `json:"covered"`
}

type policyAnswer struct {
	Statements   []structure   `json:"statements"`
	MaySwitchOn  bool          `json:"maySwitchOn"`
	MaySwitchOff bool          `json:"maySwitchOff"`
	Reason       policy.Reason `json:"reason"`
}

type statementBody struct {
	Statement structure `json:"statement"`
}

func (a *API) getPolicies(_ *http.Request, userID string) (int, any, error) {
	channelIDs, err := a.ChannelsOf(userID)
	if err != nil {
		return 0, nil, err
	}
	found := policiesAnswer{Channels: map[string][]structure{}, Covered: channelIDs}
	states, err := a.Policies.States(channelIDs)
	if err != nil {
		return 0, nil, err
	}
	for i, state := range states {
		if len(state.Statements) > 0 {
			found.Channels[channelIDs[i]] = structures(state.Statements)
		}
	}

	return http.StatusOK, found, nil
}

func (a *API) getPolicy(request *http.Request, userID string) (int, any, error) {
	channelID, err := channelOf(request)
	if err != nil {
		return 0, nil, err
	}
	state, switches, err := a.Policies.View(channelID, userID)
	if err != nil {
		return 0, nil, err
	}

	return http.StatusOK, policyAnswer{
		Statements:   structures(state.Statements),
		MaySwitchOn:  switches.MaySwitchOn,
		MaySwitchOff: switches.MaySwitchOff,
		Reason:       switches.Reason,
	}, nil
}

func (a *API) postPolicy(request *http.Request, userID string) (int, any, error) {
	channelID, err := channelOf(request)
	if err != nil {
		return 0, nil, err
	}
	var body statementBody
	if err := readJSON(request, &body); err != nil {
		return 0, nil, err
	}
	if !a.switches.allow(channelID+userID, 1) {
		return 0, nil, errRateLimited
	}
	head, err := a.Policies.Switch(channelID, userID, body.Statement)
	if err != nil {
		return 0, nil, err
	}

	return http.StatusCreated, headAnswer{Head: head[:]}, nil
}

// channelOf answers a name that is no id like a channel that the caller isn't in.
func channelOf(request *http.Request) (string, error) {
	channelID := mux.Vars(request)["channel_id"]
	if !protocol.IsID(channelID) {
		return "", policy.ErrNotMember
	}

	return channelID, nil
}
