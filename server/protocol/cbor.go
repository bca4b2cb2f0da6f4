package protocol

import (
	"bytes"

	"github.com/fxamacker/cbor/v2"
)

var (
	encoder = mustEncoder()
	decoder = mustDecoder()
)

func mustEncoder() cbor.EncMode {
	mode, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err)
	}

	return mode
}

func mustDecoder() cbor.DecMode {
	mode, err := cbor.DecOptions{
		DupMapKey:         cbor.DupMapKeyEnforcedAPF,
		IndefLength:       cbor.IndefLengthForbidden,
		TagsMd:            cbor.TagsForbidden,
		ExtraReturnErrors: cbor.ExtraDecErrorUnknownField,
		UTF8:              cbor.UTF8RejectInvalid,
		MaxNestedLevels:   4,
		MaxMapPairs:       32,
		MaxArrayElements:  MaxChannelStatements,
	}.DecMode()
	if err != nil {
		panic(err)
	}

	return mode
}

// encode gives the one encoding of a value. The types of this package can always be encoded.
func encode(value any) []byte {
	encoded, err := encoder.Marshal(value)
	if err != nil {
		panic(err)
	}

	return encoded
}

// decodeExact fills target from data and accepts it only if encoding target gives data again.
//
// The library alone lets some forms pass that protocol.md §1.1 refuses: long integers, unsorted keys, null for a
// number, arrays of the wrong length, missing keys. All of them change the bytes of the second encoding.
func decodeExact(data []byte, target any) error {
	if err := decoder.Unmarshal(data, target); err != nil {
		return Refuse(CodeCBORMalformed, "not the expected structure")
	}
	if !bytes.Equal(encode(target), data) {
		return Refuse(CodeCBORMalformed, "not its deterministic encoding")
	}

	return nil
}
