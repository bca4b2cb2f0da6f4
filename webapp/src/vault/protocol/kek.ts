/**
 * The key that wraps the seeds of one session for one recipient (protocol.md §4.2). One ECDH, then one AES-KW per
 * message: callers keep it for as long as the session lives.
 *
 * @packageDocumentation
 */
import {agree} from '../crypto/agree';
import type {Derivation, KeyMaterial} from '../crypto/kdf';
import type {KeyPair, PublicKey} from '../crypto/keys';
import {deriveUnwrappingKek, deriveWrappingKek} from '../crypto/key_wrap';
import type {UnwrappingKek, WrappingKek} from '../crypto/key_wrap';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import {SUITE_1} from '../crypto/suites';
import {context, hashContext} from './context';
import type {ServerId, UserId} from './ids';

/** Who seals for whom, where. */
export interface KekParties {
    readonly serverId: ServerId;
    readonly sender: UserId;
    readonly recipient: UserId;
}

export interface SenderKek extends KekParties {
    readonly provider: CryptoProvider;
    readonly session: KeyPair<'session'>;
    readonly encryptionKey: PublicKey<'encryption'>;
}

export interface RecipientKek extends KekParties {
    readonly provider: CryptoProvider;
    readonly sessionKey: PublicKey<'session'>;

    /** The recipient's own pair of the generation for which it was sealed. */
    readonly encryption: KeyPair<'encryption'>;
}

/** The sender's side. */
export async function deriveSenderKek(request: SenderKek): Promise<WrappingKek> {
    const {provider, session, encryptionKey} = request;
    const material = await agree({provider, privateKey: session.privateKey, peer: encryptionKey});
    return deriveWrappingKek(await derivation({...request, material, sessionKey: session.publicKey}));
}

/** The recipient's side: the same key. */
export async function deriveRecipientKek(request: RecipientKek): Promise<UnwrappingKek> {
    const {provider, sessionKey, encryption} = request;
    const material = await agree({provider, privateKey: encryption.privateKey, peer: sessionKey});
    return deriveUnwrappingKek(await derivation({...request, material, encryptionKey: encryption.publicKey}));
}

interface KekInputs extends KekParties {
    readonly provider: CryptoProvider;
    readonly material: KeyMaterial;
    readonly sessionKey: PublicKey<'session'>;
    readonly encryptionKey: PublicKey<'encryption'>;
}

async function derivation(inputs: KekInputs): Promise<Derivation> {
    const {provider, material, sessionKey, encryptionKey, serverId, sender, recipient} = inputs;
    return {
        provider,
        material,
        salt: await hashContext(provider, LABELS.kekSalt, sessionKey, encryptionKey),
        info: context(LABELS.kek, SUITE_1.id, serverId, sender, recipient),
    };
}
