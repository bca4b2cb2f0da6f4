package api

import "net/http"

type backupAnswer struct {
	WrappedRecoveryKey structure `json:"wrappedRecoveryKey"`
	Bundle             structure `json:"bundle"`
	BundleSequence     uint64    `json:"bundleSequence"`

	Earlier []earlierAnswer `json:"earlier"`
}

type earlierAnswer struct {
	WrappedRecoveryKey structure `json:"wrappedRecoveryKey"`
	Bundle             structure `json:"bundle"`
}

type recoveryKeyBody struct {
	Expected           structure `json:"expected"`
	WrappedRecoveryKey structure `json:"wrappedRecoveryKey"`
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

	earlier := make([]earlierAnswer, 0, len(stored.Earlier))
	for _, kept := range stored.Earlier {
		earlier = append(earlier, earlierAnswer{WrappedRecoveryKey: kept.WrappedRecoveryKey, Bundle: kept.Bundle})
	}

	return http.StatusOK, backupAnswer{
		WrappedRecoveryKey: stored.WrappedRecoveryKey,
		Bundle:             stored.Bundle,
		BundleSequence:     stored.BundleSequence,
		Earlier:            earlier,
	}, nil
}

func (a *API) putRecoveryKey(request *http.Request, userID string) (int, any, error) {
	var body recoveryKeyBody
	if err := readJSON(request, &body); err != nil {
		return 0, nil, err
	}
	if err := a.Backups.PutRecoveryKey(userID, body.Expected, body.WrappedRecoveryKey); err != nil {
		return 0, nil, err
	}

	return http.StatusOK, struct{}{}, nil
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
