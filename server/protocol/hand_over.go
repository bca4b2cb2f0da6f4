package protocol

// CheckHandOver tells whether data can be the hand-over of a record, which has the form of a sealed generation (protocol.md
// §7.5). Whose keys are in it only the member's other browsers can tell, and they compare them with the record.
func CheckHandOver(record *SignedRecord, data []byte) error {
	if (record.Kind == KindRotate) != (len(data) > 0) {
		return Refuse(CodeRecordInvalid, "hand-over does not fit the kind")
	}
	if len(data) == 0 {
		return nil
	}
	if len(data) > MaxHandOverBytes {
		return Refuse(CodeTooLarge, "hand-over")
	}
	sealed, err := parseSealedGeneration(data)
	if err != nil {
		return err
	}
	if sealed.Generation != record.Generation {
		return Refuse(CodeBundleInvalid, "hand-over of another generation")
	}

	return sealed.checkRecord(record)
}
