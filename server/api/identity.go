package api

import (
	"net/http"
	"slices"

	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/directory"
	"github.com/mattermost-e2ee/mattermost-plugin-e2ee/server/protocol"
)

const maxQueriedUsers = 1000

type identityAnswer struct {
	Chain                 []structure `json:"chain"`
	BundleSequence        uint64      `json:"bundleSequence"`
	HasWrappedRecoveryKey bool        `json:"hasWrappedRecoveryKey"`
}

type headAnswer struct {
	Head structure `json:"head"`
}

type publicationBody struct {
	ExpectedHead       structure `json:"expectedHead"`
	Record             structure `json:"record"`
	Bundle             structure `json:"bundle"`
	WrappedRecoveryKey structure `json:"wrappedRecoveryKey"`
	HandOver           structure `json:"handOver"`
}

type handOversAnswer struct {
	HandOvers map[uint64]structure `json:"handOvers"`
}

// getIdentity asks the store, and tells memory: should a cluster event about the caller have been lost, that ends here.
func (a *API) getIdentity(_ *http.Request, userID string) (int, any, error) {
	summary, err := a.Backups.Summary(userID)
	if err != nil {
		return 0, nil, err
	}

	return http.StatusOK, identityAnswer{
		Chain:                 structures(a.Directory.Learn(userID, summary.Chain)),
		BundleSequence:        summary.BundleSequence,
		HasWrappedRecoveryKey: summary.HasWrappedRecoveryKey,
	}, nil
}

// getHandOvers gives a browser that is behind the caller's newer keys, sealed to their older ones.
func (a *API) getHandOvers(_ *http.Request, userID string) (int, any, error) {
	stored, err := a.Backups.HandOvers(userID)
	if err != nil {
		return 0, nil, err
	}
	found := make(map[uint64]structure, len(stored))
	for generation, sealed := range stored {
		found[generation] = sealed
	}

	return http.StatusOK, handOversAnswer{HandOvers: found}, nil
}

func (a *API) postIdentity(request *http.Request, userID string) (int, any, error) {
	var body publicationBody
	if err := readJSON(request, &body); err != nil {
		return 0, nil, err
	}
	if !a.records.allow(userID, costRead) {
		return 0, nil, errRateLimited
	}
	head, err := a.Directory.Publish(userID, publicationOf(body))
	if err != nil {
		return 0, nil, err
	}

	return http.StatusCreated, headAnswer{Head: head[:]}, nil
}

func publicationOf(body publicationBody) directory.Publication {
	return directory.Publication{
		ExpectedHead:       body.ExpectedHead,
		Record:             body.Record,
		Bundle:             body.Bundle,
		WrappedRecoveryKey: body.WrappedRecoveryKey,
		HandOver:           body.HandOver,
	}
}

type queryBody struct {
	UserIDs []string `json:"userIds"`
}

type queryAnswer struct {
	Chains map[string][]structure `json:"chains"`
}

// queryIdentities gives the chains of others. They are public keys: whoever has a session may have them, and somebody
// without a key looks like somebody who doesn't exist.
func (a *API) queryIdentities(request *http.Request, _ string) (int, any, error) {
	var body queryBody
	if err := readJSON(request, &body); err != nil {
		return 0, nil, err
	}
	isNoID := func(id string) bool { return !protocol.IsID(id) }
	if len(body.UserIDs) > maxQueriedUsers || slices.ContainsFunc(body.UserIDs, isNoID) {
		return 0, nil, errBadRequest
	}
	chains := make(map[string][]structure, len(body.UserIDs))
	for _, userID := range body.UserIDs {
		chain, err := a.Directory.Chain(userID)
		if err != nil {
			return 0, nil, err
		}
		chains[userID] = structures(chain)
	}

	return http.StatusOK, queryAnswer{Chains: chains}, nil
}
