/**
 * The keys of a generation for the member's other browsers: sealed to the encryption key of the generation before, which those
 * have, and kept by the server half (protocol.md §7.5). Only a rotation leaves one: after a loss or a theft somebody else might
 * have that key too.
 *
 * @packageDocumentation
 */
import type {Bytes} from '../../lib/bytes';
import {Failure} from '../../lib/errors';
import type {KeyPair} from '../crypto/keys';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import type {ChainLink} from '../protocol/chain';
import {LIMITS} from '../protocol/limits';
import {requireAtMost} from '../protocol/sizes';
import {decodeSealedKeys, openKeys, sealKeys} from './sealed_keys';
import type {FreshGenerationKeys, GenerationKeys} from './sealed_keys';

export interface HandOverSealing {
    readonly provider: CryptoProvider;
    readonly previous: ChainLink;

    /** The `rotate` after it, which publishes the keys. */
    readonly link: ChainLink;
    readonly keys: FreshGenerationKeys;
}

export function sealHandOver({provider, previous, link, keys}: HandOverSealing): Promise<Bytes> {
    return sealKeys({provider, label: LABELS.handOver, link, keys, recipient: previous.record.encryptionKey});
}

export interface HandOverOpening {
    readonly provider: CryptoProvider;

    /** Of the generation before. */
    readonly encryption: KeyPair<'encryption'>;
    readonly handOver: Bytes;

    /** The record that follows, from the verified chain. */
    readonly link: ChainLink;
}

/** @throws Failure `bundle_invalid`, `too_large`, or a code of `Schema.decode` */
export function openHandOver({provider, encryption, handOver, link}: HandOverOpening): Promise<GenerationKeys> {
    requireAtMost(LIMITS.handOverBytes, handOver.length);
    if (link.record.kind !== 'rotate') {
        throw new Failure('bundle_invalid');
    }
    return openKeys({provider, label: LABELS.handOver, sealed: decodeSealedKeys(handOver), link, recipient: encryption});
}
