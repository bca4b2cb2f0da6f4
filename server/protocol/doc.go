// Package protocol reads the structures of docs/protocol.md that the server half has to judge.
//
// It holds no keys and decrypts nothing. Decoding is strict, because whatever is tolerated here somebody could vary
// without breaking a signature: a structure is accepted only if encoding what was understood gives the same bytes
// again (protocol.md §1.1). Every refusal is an [*Error] with a code of the closed set of §10.
package protocol
