/**
 * The one table of domain-separation labels (protocol.md §1.2). A label is used for one purpose; a new purpose gets a
 * new label.
 */
export const LABELS = {
    record: 'e2ee/v1/record',
    recordSignature: 'e2ee/v1/record-signature',
    recordRotation: 'e2ee/v1/record-rotation',
    safetyNumber: 'e2ee/v1/safety-number',
    statement: 'e2ee/v1/statement',
    statementSignature: 'e2ee/v1/statement-signature',
    recipientHint: 'e2ee/v1/recipient-hint',
    kekSalt: 'e2ee/v1/kek-salt',
    kek: 'e2ee/v1/kek',
    messageKey: 'e2ee/v1/message-key',
    commitment: 'e2ee/v1/commitment',
    envelope: 'e2ee/v1/envelope',
    envelopeSignature: 'e2ee/v1/envelope-signature',
    recoveryCode: 'e2ee/v1/recovery-code',
    recoveryWrap: 'e2ee/v1/recovery-wrap',
    sealedGeneration: 'e2ee/v1/sealed-generation',
    handOver: 'e2ee/v1/hand-over',
    sealedTrust: 'e2ee/v1/sealed-trust',
    bundleSignature: 'e2ee/v1/bundle-signature',
    backupFile: 'e2ee/v1/backup-file',
    keyCheck: 'e2ee/v1/key-check',
} as const;

export type Label = (typeof LABELS)[keyof typeof LABELS];
