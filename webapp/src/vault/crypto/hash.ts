import type {Bytes} from '../../lib/bytes';
import type {CryptoProvider} from './provider';
import {SUITE_1} from './suites';

export async function digest(provider: CryptoProvider, bytes: Bytes): Promise<Bytes> {
    return new Uint8Array(await provider.subtle.digest(SUITE_1.hash, bytes));
}
