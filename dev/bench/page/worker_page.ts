/**
 * A page with the vault's worker as it ships, asked through the client as it ships.
 *
 * @packageDocumentation
 */
import {VaultClient} from '../../../webapp/src/page/vault_client';
import type {CarriedPost, Member, SealRequest} from '../../../webapp/src/vault/api';

export interface Place {
    readonly userId: string;
    readonly routes: string;

    /** Address of the worker's script. */
    readonly worker: string;
}

/** Each answers how long it took by the clock, in ms. */
export interface WorkerPage {
    setUp(place: Place, channelId: string): Promise<void>;
    prepare(channelId: string, members: readonly Member[]): Promise<number>;
    seal(request: SealRequest): Promise<number>;
    /** As the host's store would: before anything is timed. */
    store(posts: readonly CarriedPost[]): void;

    /** The last ones of those. */
    open(count: number): Promise<number>;
}

declare global {
    interface Window {
        workerPage: WorkerPage;
    }
}

let script = '';
let stored: readonly CarriedPost[] = [];
const vault = new VaultClient({createWorker: () => new Worker(script), csrfToken: () => 'token'});

/** @throws Error where something else came than what was asked for */
function expectKind<Result extends {readonly kind: string}>(result: Result, kind: string): Result {
    if (result.kind !== kind) {
        throw new Error(`${kind} expected: ${JSON.stringify(result)}`);
    }
    return result;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
    const begun = performance.now();
    await work();
    return performance.now() - begun;
}

window.workerPage = {
    async setUp({userId, routes, worker}, channelId) {
        script = worker;
        expectKind(await vault.start({userId, routes}), 'own');
        expectKind(await vault.create(Date.now()), 'created');
        expectKind(await vault.publish(), 'own');
        expectKind(await vault.setEncrypted(channelId, true, Date.now()), 'channel');
    },
    prepare: (channelId, members) => timed(async () => expectKind(await vault.prepare(channelId, members), 'done')),
    seal: (request) => timed(async () => expectKind(await vault.seal(request), 'sealed')),
    store(posts) {
        stored = posts;
    },
    open: (count) =>
        timed(async () => {
            const answer = await vault.open(stored.slice(-count));
            if (answer.kind !== 'opened' || answer.results.some(({kind}) => kind !== 'message')) {
                throw new Error(`not all opened: ${JSON.stringify(answer).slice(0, 200)}`);
            }
        }),
};
