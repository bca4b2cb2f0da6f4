package opener

import (
	"crypto/aes"
	"crypto/subtle"
	"encoding/binary"
	"errors"
)

var errUnwrap = errors.New("key does not unwrap")

const semiBlock = 8

// integrityCheck is the initial value of RFC 3394 §2.2.3.1.
var integrityCheck = [semiBlock]byte{0xa6, 0xa6, 0xa6, 0xa6, 0xa6, 0xa6, 0xa6, 0xa6}

// unwrapKey is AES key unwrap, RFC 3394 §2.2.2. The standard library has none.
func unwrapKey(wrappingKey, wrapped []byte) ([]byte, error) {
	block, err := aes.NewCipher(wrappingKey)
	if err != nil {
		return nil, err
	}
	if len(wrapped)%semiBlock != 0 || len(wrapped) < 3*semiBlock {
		return nil, errUnwrap
	}
	check := [semiBlock]byte(wrapped)
	key := append([]byte(nil), wrapped[semiBlock:]...)
	count := len(key) / semiBlock
	var buffer [aes.BlockSize]byte
	for round := 5; round >= 0; round-- {
		for i := count; i >= 1; i-- {
			part := key[(i-1)*semiBlock : i*semiBlock]
			step := binary.BigEndian.Uint64(check[:]) ^ uint64(count*round+i)
			binary.BigEndian.PutUint64(buffer[:], step)
			copy(buffer[semiBlock:], part)
			block.Decrypt(buffer[:], buffer[:])
			copy(check[:], buffer[:])
			copy(part, buffer[semiBlock:])
		}
	}
	if subtle.ConstantTimeCompare(check[:], integrityCheck[:]) != 1 {
		return nil, errUnwrap
	}

	return key, nil
}
