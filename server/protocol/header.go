package protocol

// Types of an envelope. A third one, delete, is reserved and refused.
const (
	TypePost = 0
	TypeEdit = 1
)

// Header is the front of an envelope, all of it that a server reads (protocol.md §5.1).
type Header struct {
	Version          uint64   `cbor:"0,keyasint"`
	Suite            uint64   `cbor:"1,keyasint"`
	Mode             uint64   `cbor:"2,keyasint"`
	Type             uint64   `cbor:"3,keyasint"`
	ServerID         ServerID `cbor:"4,keyasint"`
	ChannelID        string   `cbor:"5,keyasint"`
	Sender           string   `cbor:"6,keyasint"`
	SenderGeneration uint64   `cbor:"7,keyasint"`
	UID              UID      `cbor:"8,keyasint"`
	RootPostID       *string  `cbor:"9,keyasint,omitempty"`
	RootUID          *UID     `cbor:"10,keyasint,omitempty"`
	EditedUID        *UID     `cbor:"11,keyasint,omitempty"`
	Revision         *uint64  `cbor:"12,keyasint,omitempty"`
	PreviousRevision *Hash    `cbor:"13,keyasint,omitempty"`
	PolicySequence   uint64   `cbor:"14,keyasint"`
	PolicyHead       Hash     `cbor:"15,keyasint"`
	SessionKey       Point    `cbor:"16,keyasint"`
	Sequence         uint64   `cbor:"17,keyasint"`
	PreviousUID      *UID     `cbor:"18,keyasint,omitempty"`
	Time             uint64   `cbor:"19,keyasint"`
}

// RootID is the post whose thread this one answers in, or empty.
func (h *Header) RootID() string {
	if h.RootPostID == nil {
		return ""
	}

	return *h.RootPostID
}

// ParseHeader reads a header.
func ParseHeader(data []byte) (*Header, error) {
	if len(data) > MaxHeaderBytes {
		return nil, Refuse(CodeEnvelopeMalformed, "header over 512 bytes")
	}
	var header Header
	if err := decodeStructure(data, &header); err != nil {
		return nil, asEnvelope(err)
	}
	if err := header.check(); err != nil {
		return nil, asEnvelope(err)
	}

	return &header, nil
}

func (h *Header) versions() []uint64 { return []uint64{h.Version, h.Suite} }

func (h *Header) check() error {
	if h.Mode != ModeP2P {
		return Refuse(CodeEnvelopeMalformed, "unknown mode")
	}
	if err := checkIDs(h.ChannelID, h.Sender); err != nil {
		return err
	}
	if err := checkGeneration(h.SenderGeneration); err != nil {
		return err
	}
	if err := checkSequence(h.PolicySequence); err != nil {
		return err
	}
	if err := checkUints(h.Sequence, h.Time); err != nil {
		return err
	}
	if err := h.checkThread(); err != nil {
		return err
	}
	if err := h.checkEdit(); err != nil {
		return err
	}

	return checkPoints(h.SessionKey)
}

func (h *Header) checkThread() error {
	if h.RootPostID == nil {
		if h.RootUID != nil {
			return Refuse(CodeEnvelopeMalformed, "root uid without a root")
		}

		return nil
	}

	return checkIDs(*h.RootPostID)
}

func (h *Header) checkEdit() error {
	isEdit := h.Type == TypeEdit
	switch {
	case h.Type > TypeEdit:
		return Refuse(CodeEnvelopeMalformed, "unknown type")
	case isEdit != (h.EditedUID != nil), isEdit != (h.Revision != nil), isEdit != (h.PreviousRevision != nil):
		return Refuse(CodeEnvelopeMalformed, "revision does not fit the type")
	case isEdit && (*h.Revision == 0 || *h.Revision > maxUint):
		return Refuse(CodeEnvelopeMalformed, "revision out of range")
	}

	return nil
}

// asEnvelope gives what is wrong in an envelope its own code (protocol.md §10).
func asEnvelope(err error) error {
	switch CodeOf(err) {
	case CodeCBORMalformed, CodePointInvalid:
		return Refuse(CodeEnvelopeMalformed, "header: "+err.Error())
	}

	return err
}
