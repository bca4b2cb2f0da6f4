import {encodeBase64url} from '../../lib/base64url';
import {Failure} from '../../lib/errors';
import {openGeneration} from '../backup/sealed_generation';
import type {SealedKeys} from '../backup/sealed_keys';
import type {KeyPair} from '../crypto/keys';
import type {CryptoProvider} from '../crypto/provider';
import {ownGeneration} from '../identity/generations';
import type {OwnGeneration} from '../identity/key_store';
import type {OpenedBundle} from './open_backup';

/**
 * Every generation that is sealed in any of the bundles, each once; only keys that fit the public ones of their record.
 *
 * @throws Failure `bundle_invalid`
 */
export function openGenerations(
    provider: CryptoProvider,
    recovery: KeyPair<'recovery'>,
    bundles: readonly OpenedBundle[],
): Promise<readonly OwnGeneration[]> {
    const byRecord = new Map(
        bundles.flatMap((opened) =>
            opened.bundle.sealedGenerations.map((sealed) => [encodeBase64url(sealed.recordHash), {opened, sealed}] as const),
        ),
    );
    const open = async ({opened, sealed}: {opened: OpenedBundle; sealed: SealedKeys}): Promise<OwnGeneration> => {
        const link = opened.bundle.chain.links[sealed.generation];
        const record = opened.records[sealed.generation];
        if (!link || !record) {
            throw new Failure('bundle_invalid');
        }
        return ownGeneration(link, record, await openGeneration({provider, recovery, sealed, link}));
    };
    return Promise.all([...byRecord.values()].map(open));
}
