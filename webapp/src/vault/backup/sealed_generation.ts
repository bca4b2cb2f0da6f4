/**
 * One generation's private keys, sealed to the recovery key at birth (protocol.md §7.3).
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import type {KeyPair} from '../crypto/keys';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import type {ChainLink} from '../protocol/chain';
import {openKeys, sealKeys} from './sealed_keys';
import type {FreshGenerationKeys, GenerationKeys, SealedKeys} from './sealed_keys';

export interface GenerationSealing extends FreshGenerationKeys {
    readonly provider: CryptoProvider;

    /** The record that publishes these keys; it names the recovery key to which they are sealed. */
    readonly link: ChainLink;
}

/** The bytes that go into the bundle. */
export function sealGeneration({provider, link, encryption, signing}: GenerationSealing): Promise<Bytes> {
    const recipient = link.record.recoveryKey;
    return sealKeys({provider, label: LABELS.sealedGeneration, link, keys: {encryption, signing}, recipient});
}

export interface GenerationOpening {
    readonly provider: CryptoProvider;
    readonly recovery: KeyPair<'recovery'>;
    readonly sealed: SealedKeys;

    /** The record of that generation, from the verified chain. */
    readonly link: ChainLink;
}

/** @throws Failure `bundle_invalid` */
export function openGeneration({provider, recovery, sealed, link}: GenerationOpening): Promise<GenerationKeys> {
    return openKeys({provider, label: LABELS.sealedGeneration, sealed, link, recipient: recovery});
}
