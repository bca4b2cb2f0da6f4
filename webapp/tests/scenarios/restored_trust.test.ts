import {decodeBase64url} from '../../src/lib/base64url';
import type {Bytes} from '../../src/lib/bytes';
import {MemoryTrustStore} from '../../src/vault/adapters/memory/trust_store_memory';
import {decodeSignedBundle, signBundle} from '../../src/vault/backup/bundle';
import {sealTrust} from '../../src/vault/backup/sealed_trust';
import type {TrustState} from '../../src/vault/backup/trust_state';
import type {RecordHash} from '../../src/vault/protocol/identity_record';
import type {StatementHash} from '../../src/vault/protocol/policy_statement';
import {members} from '../support/browsers';
import type {Browser, Tab} from '../support/browsers';
import {HandMadePerson} from '../support/hand_made_person';
import {CHANNEL_ID, OTHER_CHANNEL_ID, userIdOf} from '../support/people';
import {provider} from '../support/provider';
import {Stage} from './stage';

const [ANN, BEN] = [userIdOf('ann'), userIdOf('ben')];
const both = members('ann', 'ben');
const bytesOf = (text: string | undefined): Bytes => decodeBase64url(text ?? '') ?? new Uint8Array();

describe('a backup that carries what a browser had learned', () => {
    let stage: Stage;
    let browser: Browser;
    let ann: Tab;
    let code: string;
    let ben: HandMadePerson;

    /** The bundle with sealed trust, signed by the key of the first browser. */
    const backUp = async (trust: TrustState) => {
        const backup = stage.server.backups.get(ANN);
        const [generation] = browser.profile(ANN).database.generations.values();
        if (!backup || !generation) {
            throw new Error('not set up');
        }
        const {bundle} = decodeSignedBundle(backup.bundle);
        const head = bytesOf(generation.recordHash) as RecordHash;
        const {serverId, userId, recoveryKey} = bundle;
        const sealedTrust = await sealTrust({provider, serverId, userId, sequence: 2, head, recoveryKey, trust});
        const signed = await signBundle({provider, bundle: {...bundle, sequence: 2, sealedTrust}, signingKey: generation.signingKey});
        stage.server.backups.set(ANN, {...backup, bundle: signed, bundleSequence: 2});
    };

    const trustOfFirstBrowser = (): TrustState => {
        const {identities, policies} = browser.profile(ANN).database;
        const pin = identities.get(BEN);
        const statement = policies.get(CHANNEL_ID)?.statement;
        return {
            pins: [[BEN, bytesOf(pin?.head) as RecordHash, pin?.generation ?? 0, 'ben']],
            policies: [[CHANNEL_ID, statement?.sequence ?? 0, bytesOf(statement?.head) as StatementHash, 'p2p']],
            verified: [],
        };
    };

    const restored = () => stage.restored('ann', code);

    beforeEach(async () => {
        stage = new Stage();
        ben = await HandMadePerson.create('ben');
        stage.server.chains.set(BEN, ben.chain());
        browser = stage.browser();
        ann = browser.openTab();
        await ann.logIn('ann');
        code = await ann.setUp();
        await ann.encrypt();
        await ann.send('hello', both);
        await backUp(trustOfFirstBrowser());
    });

    test('restores into a browser that goes on as before', async () => {
        const second = await restored();
        await expect(second.write('hello', both)).resolves.toMatchObject({kind: 'sealed', recipients: 2});
        await expect(second.vault.channel(CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'on'}});
    });

    test('lets a fresh browser notice a changed key', async () => {
        stage.server.chains.set(BEN, (await HandMadePerson.create('ben')).chain());
        const second = await restored();
        await expect(second.write('hello', both)).resolves.toEqual({
            kind: 'held',
            people: [{kind: 'changed', userId: BEN, how: 'forked', mayAccept: true, wasVerified: false}],
        });
    });

    test('lets a fresh browser notice a policy that was rolled back', async () => {
        stage.server.policies.delete(CHANNEL_ID);
        const second = await restored();
        const contradicts = {channel: {kind: 'unknown', code: 'policy_contradicts'}};
        await expect(second.vault.channel(CHANNEL_ID)).resolves.toMatchObject(contradicts);
        await expect(second.vault.channel(OTHER_CHANNEL_ID)).resolves.toMatchObject({channel: {kind: 'off'}});
    });

    test('is taken in although another tab wrote at the same time', async () => {
        stage.server.chains.set(BEN, (await HandMadePerson.create('ben')).chain());
        const commit = jest.spyOn(MemoryTrustStore.prototype, 'commit').mockResolvedValueOnce('conflict');
        const second = await restored();
        expect(commit).toHaveBeenCalledTimes(2);
        await expect(second.write('hello', both)).resolves.toMatchObject({kind: 'held'});
    });

    test('overwrites nothing that a browser has seen itself', async () => {
        const [, second] = [await restored(), await restored()];
        await second.send('pins the chain', both);
        await backUp({...trustOfFirstBrowser(), pins: [[BEN, new Uint8Array(32) as RecordHash, 7, 'ben']]});
        await expect(second.restore(code)).resolves.toMatchObject({own: {kind: 'active'}});
        await expect(second.write('still the same', both)).resolves.toMatchObject({kind: 'sealed', recipients: 2});

        const third = await restored();
        await expect(third.write('but not here', both)).resolves.toMatchObject({kind: 'held'});
    });
});
