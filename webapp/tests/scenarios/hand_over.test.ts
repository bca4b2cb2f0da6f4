import type {Bytes} from '../../src/lib/bytes';
import {sealHandOver} from '../../src/vault/backup/hand_over';
import {verifyChain} from '../../src/vault/protocol/chain';
import type {ChainLink} from '../../src/vault/protocol/chain';
import {members} from '../support/browsers';
import type {Browser, Tab} from '../support/browsers';
import {HandMadePerson} from '../support/hand_made_person';
import {SERVER_ID, unsafeTestingKeys, userIdOf} from '../support/people';
import {provider} from '../support/provider';
import {Stage} from './stage';

const ANN = userIdOf('ann');
const both = members('ann', 'ben');

describe('a browser whose member renewed the key in another one', () => {
    let stage: Stage;
    let ann: Tab;
    let ben: Tab;
    let code: string;
    let secondBrowser: Browser;
    let second: Tab;

    const rotate = async () => {
        await expect(ann.vault.rotate(stage.clock.now())).resolves.toMatchObject({own: {kind: 'active'}});
    };

    const own = async (tab: Tab) => {
        const result = await tab.vault.own();
        return result.kind === 'own' ? result.own : result;
    };

    const handOvers = () => stage.server.handOvers.get(ANN) ?? new Map<number, Bytes>();
    const serve = (...served: ReadonlyArray<readonly [number, Bytes]>) => stage.server.handOvers.set(ANN, new Map(served));
    const handOver = (generation: number) => handOvers().get(generation) ?? new Uint8Array();

    const behind = (why: string) => ({kind: 'behind', generation: 0, published: 1, why});

    beforeEach(async () => {
        stage = new Stage();
        ben = await stage.person('ben');
        ann = stage.browser().openTab();
        await ann.logIn('ann');
        code = await ann.setUp();
        await ann.encrypt();
        secondBrowser = stage.browser();
        second = secondBrowser.openTab();
        await second.logIn('ann');
        await second.restore(code);
    });

    test('takes the new key over, reads and writes', async () => {
        await rotate();
        await expect(own(second)).resolves.toMatchObject({kind: 'active', generation: 1});
        const post = stage.host.post('ann', await second.send('from the second', both));
        await expect(ann.readTexts(post)).resolves.toEqual(['from the second']);
        await expect(ben.readTexts(post)).resolves.toEqual(['from the second']);
        const sealedForIt = stage.host.post('ben', await ben.send('to both', both));
        await expect(second.readTexts(sealedForIt)).resolves.toEqual(['to both']);
        for (const {encryptionKey, signingKey} of secondBrowser.profile(ANN).database.generations.values()) {
            expect([encryptionKey.extractable, signingKey.extractable]).toEqual([false, false]);
        }
    });

    test('takes several over, one after the other, also after a reload', async () => {
        await rotate();
        await rotate();
        await rotate();
        const reloaded = secondBrowser.openTab();
        await expect(reloaded.logIn('ann')).resolves.toMatchObject({kind: 'active', generation: 3});
        expect(secondBrowser.profile(ANN).database.generations.size).toBe(4);
        await reloaded.vault.stop();
        await expect(own(second)).resolves.toMatchObject({kind: 'active', generation: 3});
    });

    test('tells its other tabs', async () => {
        const other = secondBrowser.openTab();
        await other.logIn('ann');
        await rotate();
        await own(second);

        // The other tab looks for itself once it is told, in its own time.
        const told = expect.objectContaining({kind: 'own_changed', own: expect.objectContaining({generation: 1}) as unknown}) as unknown;
        for (let turns = 0; other.events.length === 0 && turns < 100; turns++) {
            await new Promise((resolve) => setTimeout(resolve, 10));
        }
        expect(other.events).toContainEqual(told);
    });

    test('goes on backing up what it learns', async () => {
        await rotate();
        await own(second);
        await second.send('hello', both);
        await second.elapse();
        const third = await stage.restored('ann', code);
        await expect(own(third)).resolves.toMatchObject({kind: 'active', generation: 1});
    });

    test.each<[string, string, () => Promise<void> | void]>([
        ['nothing was left for it', 'key_missing', () => void serve()],
        ['what was left can’t be asked for', 'offline', () => stage.server.fail('handOvers', 'offline')],
        ['a bit of it was flipped', 'bundle_invalid', () => void serve([1, flipped(handOver(1))])],
        ['it is no structure of ours', 'cbor_malformed', () => void serve([1, Uint8Array.of(0xff)])],
        ['it is too large', 'too_large', () => void serve([1, new Uint8Array(2_049)])],
        ['it is that of another chain', 'bundle_invalid', async () => void serve([1, await ofAnotherChain()])],
        ['it holds the keys of another generation', 'bundle_invalid', () => rotate().then(() => void serve([1, handOver(2)]))],
    ])('stays behind where %s, and may read', async (_case, why, cheat) => {
        const before = stage.host.post('ben', await ben.send('before', both));
        await rotate();
        await cheat();
        const stays = await own(second);
        expect(stays).toMatchObject({...behind(why), published: stage.server.chains.get(ANN)?.length === 3 ? 2 : 1});
        await expect(second.readTexts(before)).resolves.toEqual(['before']);
        await expect(second.write('hello', both)).resolves.toEqual({kind: 'failed', code: 'behind'});
        expect(secondBrowser.profile(ANN).database.generations.size).toBe(1);
    });

    test('catches up as soon as what was left is served', async () => {
        await rotate();
        const left = handOvers();
        stage.server.handOvers.clear();
        await expect(own(second)).resolves.toEqual(behind('key_missing'));
        stage.server.handOvers.set(ANN, left);
        await expect(own(second)).resolves.toMatchObject({kind: 'active', generation: 1});
    });

    test('goes as far as what is served leads, and restores the rest', async () => {
        await rotate();
        await rotate();
        serve([1, handOver(1)]);
        await expect(own(second)).resolves.toEqual({kind: 'behind', generation: 1, published: 2, why: 'key_missing'});
        await second.restore(code);
        await expect(own(second)).resolves.toMatchObject({kind: 'active', generation: 2});
    });

    test('takes no keys over that the server made up for the right record: all that this needs is public', async () => {
        await rotate();
        const sealed = handOver(1);
        serve([1, await forged()]);
        await expect(own(second)).resolves.toEqual(behind('bundle_invalid'));
        await expect(second.write('hello', both)).resolves.toEqual({kind: 'failed', code: 'behind'});
        serve([1, sealed]);
        await expect(own(second)).resolves.toMatchObject({kind: 'active', generation: 1});
    });

    /** Sealed as it should be, to the right key and for `link`; the keys in it are the forger's. */
    async function forged(link?: ChainLink): Promise<Bytes> {
        const signedRecords = stage.server.chains.get(ANN) ?? [];
        const {links, head} = await verifyChain({provider, signedRecords, serverId: SERVER_ID, userId: ANN});
        return sealHandOver({provider, previous: links[0] ?? head, link: link ?? head, keys: await unsafeTestingKeys()});
    }

    async function ofAnotherChain(): Promise<Bytes> {
        const other = await (await HandMadePerson.create('ann')).next('rotate');
        return forged(other.generation().link);
    }
});

function flipped(bytes: Bytes): Bytes {
    const copy = bytes.slice();
    copy.set([(copy.at(-1) ?? 0) ^ 1], copy.length - 1);
    return copy;
}
