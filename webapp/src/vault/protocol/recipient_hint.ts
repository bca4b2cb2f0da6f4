import type {Brand} from '../../lib/brand';
import type {Bytes} from '../../lib/bytes';
import type {PublicKey} from '../crypto/keys';
import {LABELS} from '../crypto/labels';
import type {CryptoProvider} from '../crypto/provider';
import {hashContext} from './context';
import type {UserId} from './ids';

/** Lets a reader find their own wrap among many, and list for whom an envelope was sealed (protocol.md §4.3). */
export type RecipientHint = Brand<Bytes, 'RecipientHint'>;

export const HINT_LENGTH = 8;

export interface Recipient {
    readonly userId: UserId;
    readonly generation: number;
    readonly encryptionKey: PublicKey<'encryption'>;
}

/** Depends on the recipient's record only: callers keep it beside the KEK, so that sealing makes none. */
export async function recipientHint(provider: CryptoProvider, recipient: Recipient): Promise<RecipientHint> {
    const {userId, generation, encryptionKey} = recipient;
    const hash = await hashContext(provider, LABELS.recipientHint, userId, generation, encryptionKey);
    return hash.slice(0, HINT_LENGTH) as RecipientHint;
}
