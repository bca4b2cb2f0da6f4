/** protocol.md §9, but for those of texts and mentions, which the page needs too (`lib/`). */
export const LIMITS = {
    envelopeCharacters: 400_000,
    headerBytes: 512,
    wrapEntries: 4_096,
    bodyBytes: 80_000,
    ciphertextBytesMin: 80,
    ciphertextBytesMax: 81_936,
    generation: 65_535,
    signedRecordBytes: 1_024,
    signedStatementBytes: 1_024,
    chainRecords: 1_024,
    statements: 4_096,
    wrappedRecoveryKeyBytes: 1_024,
    bundleBytes: 4 * 1024 * 1024,
    sealedKeyBytes: 512,
    usernameCodePoints: 128,
} as const;
