package api

import "net/http"

type backupAnswer struct {
	WrappedRecoveryKey structure `json:"wrappedRecoveryKey"`
	Bundle             structure `json:"bundle"`
	BundleSequence     uint64    `json:"bundleSequence"`
}

type backupBody struct {
	ExpectedSequence uint64    `json:"expectedSequence"`
	Bundle           structure `json:"bundle"`
}

type sequenceAnswer struct {
	BundleSequence uint64 `json:"bundleSequence"`
}

func (a *API) getBackup(_ *http.Request, userID string) (int, any, error) {
	stored, err := a.Backups.Get(userID)
	if err != nil {
		return 0, nil, err
	}

	return http.StatusOK, backupAnswer{
		WrappedRecoveryKey: stored.WrappedRecoveryKey,
		Bundle:             stored.Bundle,
		BundleSequence:     stored.BundleSequence,
	}, nil
}

func (a *API) putBackup(request *http.Request, userID string) (int, any, error) {
	var body backupBody
	if err := readJSON(request, &body); err != nil {
		return 0, nil, err
	}
	sequence, err := a.Backups.Put(userID, body.ExpectedSequence, body.Bundle)
	if err != nil {
		return 0, nil, err
	}

	return http.StatusOK, sequenceAnswer{BundleSequence: sequence}, nil
}
