/**
 * The trust state, sealed to the recovery key (protocol.md §7.4). Anybody can seal to that key: what makes it the
 * member's is the bundle's signature.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import {TAG_LENGTH, decryptOnce, encryptOnce} from '../crypto/aead';
import type {Sealing} from '../crypto/aead';
import {agree, generateAgreementPair} from '../crypto/agree';
import type {KeyMaterial} from '../crypto/kdf';
import type {KeyPair, PublicKey} from '../crypto/keys';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import {decodeCbor, encodeCbor} from '../protocol/cbor';
import {context} from '../protocol/context';
import type {RecordHash} from '../protocol/identity_record';
import type {ServerId, UserId} from '../protocol/ids';
import {bytesBetween, publicKey, tuple} from '../protocol/kinds';
import {LIMITS} from '../protocol/limits';
import {decodeTrustState, encodeTrustState} from './trust_state';
import type {TrustState} from './trust_state';

/** The bundle that a trust state belongs to. */
export interface TrustContext {
    readonly serverId: ServerId;
    readonly userId: UserId;
    readonly sequence: number;

    /** Of the bundle's chain. */
    readonly head: RecordHash;
}

const SCHEMA = tuple(publicKey<'ephemeral'>(), bytesBetween(TAG_LENGTH + 1, LIMITS.bundleBytes));

export interface TrustSealing extends TrustContext {
    readonly provider: CryptoProvider;
    readonly recoveryKey: PublicKey<'recovery'>;
    readonly trust: TrustState;
}

export async function sealTrust(request: TrustSealing): Promise<Bytes> {
    const {provider, recoveryKey, trust} = request;
    const ephemeral = await generateAgreementPair<'ephemeral'>(provider);
    const material = await agree({provider, privateKey: ephemeral.privateKey, peer: recoveryKey});
    const sealed = await encryptOnce(sealing({...request, material, ephemeralKey: ephemeral.publicKey}), encodeTrustState(trust));
    return encodeCbor(SCHEMA.write([ephemeral.publicKey, sealed]));
}

export interface TrustOpening extends TrustContext {
    readonly provider: CryptoProvider;
    readonly recovery: KeyPair<'recovery'>;
    readonly sealedTrust: Bytes;
}

/** @throws Failure `bundle_invalid` */
export async function openTrust(request: TrustOpening): Promise<TrustState> {
    const {provider, recovery, sealedTrust} = request;
    try {
        const [ephemeralKey, sealed] = SCHEMA.read(decodeCbor(sealedTrust));
        const material = await agree({provider, privateKey: recovery.privateKey, peer: ephemeralKey});
        const opening = sealing({...request, material, ephemeralKey, recoveryKey: recovery.publicKey});
        return decodeTrustState(await decryptOnce(opening, sealed));
    } catch (cause) {
        throw new Failure('bundle_invalid', {cause});
    }
}

interface SealingInputs extends TrustContext {
    readonly provider: CryptoProvider;
    readonly material: KeyMaterial;
    readonly ephemeralKey: PublicKey<'ephemeral'>;
    readonly recoveryKey: PublicKey<'recovery'>;
}

function sealing(inputs: SealingInputs): Sealing {
    const {provider, material, serverId, userId, sequence, head, ephemeralKey, recoveryKey} = inputs;
    const info = context(LABELS.sealedTrust, serverId, userId, sequence, ephemeralKey, recoveryKey);
    return {provider, derivation: {provider, material, salt: head, info}, associatedData: context(LABELS.sealedTrust, head)};
}
