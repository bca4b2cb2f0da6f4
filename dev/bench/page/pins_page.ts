/**
 * A page with the vault's database as it ships, which counts what is asked of IndexedDB.
 *
 * @packageDocumentation
 */
import {VaultDatabase} from '../../../webapp/src/vault/adapters/database';
import {IdbTrustStore} from '../../../webapp/src/vault/adapters/trust_store_idb';
import {webCryptoProvider} from '../../../webapp/src/vault/crypto/provider';
import {pinOf} from '../../../webapp/src/vault/identity/pinned_identity';
import {verifyChain} from '../../../webapp/src/vault/protocol/chain';
import {HandMadePerson} from '../../../webapp/tests/support/hand_made_person';
import {SERVER_ID, userIdOf} from '../../../webapp/tests/support/people';

export interface PinsMeasured {
    readonly openMs: number;

    /** People read while the database was opened. */
    readonly readAtOpening: number;
    readonly readMs: number;
    readonly transactions: number;
}

export interface PinsPage {
    /** In a database with so many pinned people: opens it, and reads `asked` of them as a post for them does. */
    measure(pinned: number, asked: number): Promise<PinsMeasured>;
}

declare global {
    interface Window {
        pinsPage: PinsPage;
    }
}

const AT_ONCE = 1000;

interface Counts {
    transactions: number;
    read: number;
}

const counts: Counts = {transactions: 0, read: 0};

/** Counts from now on, whoever asks. */
function countRequests(): void {
    // Called with their objects below.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const {transaction} = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...parameters) {
        counts.transactions++;
        return transaction.apply(this, parameters);
    };

    // As above.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const {get, getAll} = IDBObjectStore.prototype;
    IDBObjectStore.prototype.get = function (...parameters) {
        counts.read += this.name === 'identities' ? 1 : 0;
        return get.apply(this, parameters);
    };
    IDBObjectStore.prototype.getAll = function (...parameters) {
        const request = getAll.apply(this, parameters);
        if (this.name === 'identities') {
            request.addEventListener('success', () => (counts.read += request.result.length));
        }
        return request;
    };
}

async function pin(userId: string, pinned: number): Promise<void> {
    const person = await HandMadePerson.create('anybody');
    const request = {provider: webCryptoProvider(crypto), signedRecords: person.chain(), serverId: SERVER_ID, userId: userIdOf('anybody')};
    const template = pinOf(await verifyChain(request));
    const database = await VaultDatabase.open(userId);
    const store = new IdbTrustStore(database);
    for (let first = 0; first < pinned; first += AT_ONCE) {
        const names = Array.from({length: Math.min(AT_ONCE, pinned - first)}, (_, index) => nameOf(first + index));
        await store.commit({pins: names.map((name) => ({expectedHead: '', next: {...template, userId: userIdOf(name)}}))});
    }
    database.close();
}

function nameOf(index: number): string {
    return `pinned${index}x`;
}

window.pinsPage = {
    async measure(pinned, asked) {
        const userId = userIdOf(`of${pinned}x`);
        await pin(userId, pinned);
        countRequests();
        Object.assign(counts, {transactions: 0, read: 0});
        const begun = performance.now();
        const database = await VaultDatabase.open(userId);
        const openMs = performance.now() - begun;
        const readAtOpening = counts.read;

        const store = new IdbTrustStore(database);
        const userIds = Array.from({length: Math.min(asked, pinned)}, (_, index) => userIdOf(nameOf(index)));
        const before = counts.transactions;
        const reading = performance.now();
        const view = await store.read({userIds});
        const readMs = performance.now() - reading;
        if (view.pins.size !== userIds.length) {
            throw new Error('not everybody was found');
        }
        return {openMs, readAtOpening, readMs, transactions: counts.transactions - before};
    },
};
