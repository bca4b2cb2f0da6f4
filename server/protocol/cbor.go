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

// versioned is a structure whose first keys are its version and, where it has one, its suite.
type versioned interface {
	// versions returns the values of these keys, in this order.
	versions() []uint64
}

// decodeStructure fills target from data. A version or suite that isn't known here is named before anything else but
// the encoding, since a later version may have other keys (protocol.md §1.1).
func decodeStructure(data []byte, target versioned) error {
	malformed := decodeExact(data, target)
	if malformed == nil {
		return checkVersions(target.versions())
	}
	var fields map[uint64]any
	if decodeExact(data, &fields) != nil {
		return malformed
	}
	found := make([]uint64, len(target.versions()))
	for key := range found {
		value, isUint := fields[uint64(key)].(uint64)
		if !isUint {
			break
		}
		if found[key] = value; checkVersions(found[:key+1]) != nil {
			return checkVersions(found[:key+1])
		}
	}

	return malformed
}

func checkVersions(versions []uint64) error {
	if versions[0] != Version {
		return Refuse(CodeVersionUnsupported, "version is not 1")
	}
	if len(versions) > 1 && versions[1] != Suite {
		return Refuse(CodeSuiteUnsupported, "suite is not 1")
	}

	return nil
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
