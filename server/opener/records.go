package opener

import "github.com/fxamacker/cbor/v2"

// SigningKeys takes the signing keys out of a chain of signed records, by generation. It doesn't verify the chain.
func SigningKeys(signedRecords [][]byte) ([][]byte, error) {
	keys := make([][]byte, 0, len(signedRecords))
	for _, signed := range signedRecords {
		var parts [][]byte
		if err := cbor.Unmarshal(signed, &parts); err != nil || len(parts) < 2 {
			return nil, SenderUnknown
		}
		var record struct {
			SigningKey []byte `cbor:"7,keyasint"`
		}
		if err := cbor.Unmarshal(parts[0], &record); err != nil {
			return nil, SenderUnknown
		}
		keys = append(keys, record.SigningKey)
	}

	return keys, nil
}
