import {equalBytes} from '../../lib/bytes';
import {agree, generateAgreementPair} from '../crypto/agree';
import {deriveBytes} from '../crypto/kdf';
import type {AnyPrivateKey, KeyPair} from '../crypto/keys';
import {LABELS} from '../crypto/labels';
import type {Point} from '../crypto/point';
import type {CryptoProvider} from '../crypto/provider';
import {importVerificationKey, isSignatureValid, sign} from '../crypto/sign';
import {context} from '../protocol/context';
import type {RecordHash} from '../protocol/identity_record';

interface AgreementPair {
    readonly publicKey: Point;
    readonly privateKey: AnyPrivateKey;
}

/**
 * Whether a private key, which can't be looked at, fits a public one (protocol.md §7.3): both sides of an agreement with
 * a pair made for this come to the same bytes.
 */
export async function isAgreementPair(provider: CryptoProvider, {publicKey, privateKey}: AgreementPair): Promise<boolean> {
    const other = await generateAgreementPair<'ephemeral'>(provider);
    const [ours, theirs] = await Promise.all([
        agree({provider, privateKey, peer: other.publicKey}),
        agree({provider, privateKey: other.privateKey, peer: publicKey}),
    ]);
    const derivation = {provider, salt: other.publicKey, info: context(LABELS.keyCheck)};
    const [left, right] = await Promise.all([deriveBytes({...derivation, material: ours}), deriveBytes({...derivation, material: theirs})]);
    return equalBytes(left, right);
}

/** Like {@link isAgreementPair}: a signature that is thrown away verifies. */
export async function isSigningPair(
    provider: CryptoProvider,
    {publicKey, privateKey}: KeyPair<'signing'>,
    recordHash: RecordHash,
): Promise<boolean> {
    const checked = context(LABELS.keyCheck, recordHash);
    const signature = await sign(provider, privateKey, checked);
    return isSignatureValid({provider, key: await importVerificationKey(provider, publicKey), signature, context: checked});
}
