/**
 * Coming back with what was kept: how a backup stands to what is published, and what it brings back in each case.
 */
import type {BackupSource, CarriedPost} from '../../src/vault/api';
import {toHex} from '../../src/lib/bytes';
import {findBackupFile, writeBackupFile} from '../../src/vault/backup/backup_file';
import {decodeSignedBundle, signBundle} from '../../src/vault/backup/bundle';
import {sealGeneration} from '../../src/vault/backup/sealed_generation';
import {decodeSignedRecord} from '../../src/vault/protocol/signed_record';
import {members} from '../support/browsers';
import type {Browser, Tab} from '../support/browsers';
import {HandMadePerson} from '../support/hand_made_person';
import {linkOf, nextRecord, signWith, unsafeTestingInUse, unsafeTestingKeys, userIdOf} from '../support/people';
import {provider} from '../support/provider';
import {backupFileOf, resetAndPublish, textWith} from './kept_backup';
import {Stage} from './stage';

const [ANN, BEN] = [userIdOf('ann'), userIdOf('ben')];
const both = members('ann', 'ben');
const CHAIN_INVALID = {kind: 'failed', code: 'chain_invalid'};

let stage: Stage;
let browser: Browser;
let ann: Tab;
let ben: Tab;
let code: string;
let file: string;
let backlog: readonly CarriedPost[];

/** One post of each. */
async function exchange(text: string): Promise<readonly CarriedPost[]> {
    return [stage.host.post('ann', await ann.send(text, both)), stage.host.post('ben', await ben.send(text, both))];
}

async function freshTab(): Promise<Tab> {
    const tab = stage.browser().openTab();
    await tab.logIn('ann');
    return tab;
}

async function rotate(): Promise<void> {
    await expect(ann.vault.rotate(stage.clock.now())).resolves.toMatchObject({own: {kind: 'active'}});
}

async function outcomeOf(source: BackupSource): Promise<string> {
    const compared = await (await freshTab()).vault.compareBackup(source);
    return compared.kind === 'compared' ? compared.outcome : compared.kind;
}

beforeEach(async () => {
    stage = new Stage();
    ben = await stage.person('ben');
    browser = stage.browser();
    ann = browser.openTab();
    await ann.logIn('ann');
    code = await ann.setUp();
    await ann.encrypt();
    backlog = await exchange('before');
    file = await backupFileOf(ann);
});

describe('a comparison', () => {
    test('says what the backup is, and changes nothing', async () => {
        const tab = await freshTab();
        await expect(tab.vault.compareBackup(textWith(file, code))).resolves.toEqual({
            kind: 'compared',
            outcome: 'same',
            generations: 1,
            publishedGenerations: 1,
            madeAtMs: expect.any(Number) as unknown,
            fingerprint: expect.stringMatching(/^[0-9A-F]{64}$/) as unknown,
        });
        await expect(tab.vault.own()).resolves.toMatchObject({own: {kind: 'elsewhere'}});
        await expect(tab.readTexts(...backlog)).resolves.toEqual(['key_missing', 'key_missing']);
    });

    test('asks for the code where the text has none', async () => {
        const tab = await freshTab();
        await expect(tab.vault.compareBackup({kind: 'text', text: file})).resolves.toEqual({kind: 'code_needed'});
        await expect(tab.vault.restoreBackup({kind: 'text', text: file})).resolves.toEqual({kind: 'failed', code: 'code_length'});
        const text = `Recovery code: ${code}\n${file}`;
        await expect(tab.vault.compareBackup({kind: 'text', text})).resolves.toMatchObject({outcome: 'same'});
        await expect(tab.vault.compareBackup({kind: 'text', text: `Recovery code: ${code}`})).resolves.toMatchObject({outcome: 'same'});
    });

    test.each<[string, () => Promise<void>]>([
        ['older', rotate],
        ['before_reset', async () => void (await resetAndPublish(ann, stage.clock.now()))],
        ['not_published', () => Promise.resolve(void stage.server.chains.delete(ANN))],
        ['unknown', async () => void stage.server.chains.set(ANN, (await HandMadePerson.create('ann')).chain())],
    ])('finds that a file is %s', async (outcome, change) => {
        await expect(outcomeOf(textWith(file, code))).resolves.toBe('same');
        await change();
        await expect(outcomeOf(textWith(file, code))).resolves.toBe(outcome);
    });

    test('finds that a file is newer than a chain that was cut', async () => {
        const before = stage.server.chains.get(ANN) ?? [];
        await rotate();
        const newer = textWith(await backupFileOf(ann), code);
        await expect(outcomeOf(newer)).resolves.toBe('same');
        stage.server.chains.set(ANN, before);
        await expect(outcomeOf(newer)).resolves.toBe('newer');
    });
});

describe('a restore', () => {
    test('from the file opens everything, with the bundle of the server half deleted', async () => {
        stage.server.backups.delete(ANN);
        const tab = await freshTab();
        await expect(tab.restore(code)).resolves.toEqual({kind: 'failed', code: 'not_set_up'});
        await expect(tab.vault.restoreBackup(textWith(file, code))).resolves.toMatchObject({own: {kind: 'active', generation: 0}});
        await expect(tab.readTexts(...backlog)).resolves.toEqual(['before', 'before']);
        await expect(tab.write('hello', both)).resolves.toMatchObject({kind: 'sealed', recipients: 2});
    });

    test('from the file opens everything, whatever the server half has in the place of its own', async () => {
        const kept = stage.server.backups.get(ANN);
        const rubbish = {wrappedRecoveryKey: Uint8Array.of(1), bundle: Uint8Array.of(2), bundleSequence: 1};
        stage.server.backups.set(ANN, {...rubbish, earlier: [rubbish, ...(kept ? [kept] : [])]});
        const tab = await freshTab();
        await expect(tab.vault.restoreBackup(textWith(file, code))).resolves.toMatchObject({own: {kind: 'active', generation: 0}});
        await expect(tab.readTexts(...backlog)).resolves.toEqual(['before', 'before']);
    });

    test('from an older file opens what came after it as well', async () => {
        await rotate();
        const later = await exchange('after');
        const tab = await freshTab();
        await expect(tab.vault.restoreBackup(textWith(file, code))).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
        await expect(tab.readTexts(...backlog, ...later)).resolves.toEqual(['before', 'before', 'after', 'after']);
    });

    test('from an older file takes hand-overs where the bundle is deleted too', async () => {
        await rotate();
        await rotate();
        const later = await exchange('after');
        stage.server.backups.delete(ANN);
        const tab = await freshTab();
        await tab.vault.restoreBackup(textWith(file, code));
        await expect(tab.vault.own()).resolves.toMatchObject({own: {kind: 'active', generation: 2}});
        await expect(tab.readTexts(...backlog, ...later)).resolves.toEqual(['before', 'before', 'after', 'after']);
    });

    test('from an older bundle of the server half goes on by hand-overs', async () => {
        const older = stage.server.backups.get(ANN);
        await rotate();
        const later = await exchange('after');
        if (older) {
            stage.server.backups.set(ANN, older);
        }
        const tab = await freshTab();
        await expect(tab.vault.compareBackup({kind: 'code', recoveryCode: code})).resolves.toMatchObject({outcome: 'older'});
        await tab.restore(code);
        await expect(tab.vault.own()).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
        await expect(tab.readTexts(...backlog, ...later)).resolves.toEqual(['before', 'before', 'after', 'after']);
    });

    test('from an older file takes the newer code as well as its own', async () => {
        const made = await ann.vault.makeRecoveryCode(code);
        const newCode = made.kind === 'created' ? made.recoveryCode : '';
        await ann.vault.confirmRecoveryCode();
        for (const typed of [newCode, code]) {
            const tab = await freshTab();
            await expect(tab.vault.restoreBackup(textWith(file, typed))).resolves.toMatchObject({own: {kind: 'active'}});
        }
        await expect((await freshTab()).restore(code)).resolves.toEqual({kind: 'failed', code: 'code_wrong'});
    });

    test('brings back people as well: a changed key is noticed', async () => {
        await ann.elapse();
        const kept = await backupFileOf(ann);
        stage.server.backups.delete(ANN);
        stage.server.chains.set(BEN, (await HandMadePerson.create('ben')).chain());
        const tab = await freshTab();
        await tab.vault.restoreBackup(textWith(kept, code));
        await expect(tab.write('hello', both)).resolves.toMatchObject({kind: 'held', people: [{userId: BEN, how: 'forked'}]});
    });
});

describe('a restore of keys that are not the published ones', () => {
    test.each<[string, () => BackupSource]>([
        ['with the old file', () => textWith(file, code)],
        ['with the old code alone', () => ({kind: 'code', recoveryCode: code})],
    ])('opens, beside the new keys, what was before a reset: %s', async (_case, source) => {
        const newCode = await resetAndPublish(ann, stage.clock.now());
        const later = stage.host.post('ann', await ann.send('after', both));
        const tab = await stage.restored('ann', newCode);
        await expect(tab.readTexts(...backlog, later)).resolves.toEqual(['key_missing', 'key_missing', 'after']);

        await expect(tab.vault.restoreBackup(source())).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
        await expect(tab.readTexts(...backlog, later)).resolves.toEqual(['before', 'before', 'after']);
        await expect(tab.write('still the new ones', both)).resolves.toMatchObject({kind: 'sealed'});
        expect(stage.server.backups.get(ANN)?.earlier).toHaveLength(1);
    });

    test('in a browser without keys leaves it to the new code to say whose the new ones are', async () => {
        const newCode = await resetAndPublish(ann, stage.clock.now());
        const tab = await freshTab();
        await expect(tab.vault.restoreBackup(textWith(file, code))).resolves.toEqual({kind: 'own', own: {kind: 'replaced'}});
        await expect(tab.readTexts(...backlog)).resolves.toEqual(['before', 'before']);
        await expect(tab.write('hello', both)).resolves.toEqual(CHAIN_INVALID);
        await expect(tab.restore(newCode)).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
    });

    test('takes nothing about people from before a reset: a thief may have written it', async () => {
        await ann.elapse();
        const kept = await backupFileOf(ann);
        await resetAndPublish(ann, stage.clock.now());
        const resetBrowser = stage.browser();
        const tab = resetBrowser.openTab();
        await tab.logIn('ann');
        await tab.vault.restoreBackup(textWith(kept, code));
        expect([...resetBrowser.profile(ANN).database.identities.keys()]).toEqual([ANN]);
    });

    test('that nobody publishes opens posts, and sends none', async () => {
        stage.server.chains.delete(ANN);
        const tab = await freshTab();
        await expect(tab.vault.restoreBackup(textWith(file, code))).resolves.toMatchObject({own: {kind: 'conflict'}});
        await expect(tab.readTexts(...backlog)).resolves.toEqual(['before', 'before']);
        await expect(tab.write('hello', both)).resolves.toMatchObject({kind: 'failed'});
    });

    test('that the chain was cut to hide opens posts, and sends none', async () => {
        const before = stage.server.chains.get(ANN) ?? [];
        await rotate();
        const later = await exchange('after');
        const kept = await backupFileOf(ann);
        stage.server.chains.set(ANN, before);
        const tab = await freshTab();
        await expect(tab.vault.restoreBackup(textWith(kept, code))).resolves.toMatchObject({own: {kind: 'conflict'}});
        await expect(tab.readTexts(...backlog)).resolves.toEqual(['before', 'before']);
        await expect(tab.write('hello', both)).resolves.toEqual(CHAIN_INVALID);

        // Once the chain is whole again, so is everything else.
        stage.server.chains.set(ANN, decodeSignedBundle(findBackupFile(kept)?.bundle ?? new Uint8Array()).bundle.chain);
        await expect(tab.vault.own()).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
        await expect(tab.readTexts(...later)).resolves.toEqual(['after', 'after']);
    });

    test('leaves keys alone that wait to be published', async () => {
        const waiting = stage.browser();
        const tab = waiting.openTab();
        await tab.logIn('ann');
        await resetAndPublish(ann, stage.clock.now());
        const made = await tab.vault.reset(stage.clock.now());
        await tab.vault.restoreBackup(textWith(file, code));
        expect(waiting.profile(ANN).database.pending.size).toBe(1);
        await expect(tab.vault.publish()).resolves.toMatchObject({own: {kind: 'active', generation: 2}});
        await expect((await freshTab()).restore(made.kind === 'created' ? made.recoveryCode : '')).resolves.toMatchObject({kind: 'own'});
    });
});

describe('nothing is restored', () => {
    const refused = async (source: BackupSource, failed: object) => {
        const tab = await freshTab();
        await expect(tab.vault.compareBackup(source)).resolves.toEqual({kind: 'failed', ...failed});
        await expect(tab.vault.restoreBackup(source)).resolves.toEqual({kind: 'failed', ...failed});
        await expect(tab.vault.own()).resolves.toMatchObject({own: {kind: 'elsewhere'}});
        await expect(tab.readTexts(...backlog)).resolves.toEqual(['key_missing', 'key_missing']);
    };

    beforeEach(async () => {
        await expect(outcomeOf(textWith(file, code))).resolves.toBe('same');
    });

    test('of another chain of this member', async () => {
        const other = new Stage();
        const otherTab = other.browser().openTab();
        await otherTab.logIn('ann');
        const otherCode = await otherTab.setUp();
        const source = textWith(await backupFileOf(otherTab), otherCode);
        await expect(outcomeOf(source)).resolves.toBe('unknown');
        await expect((await freshTab()).vault.restoreBackup(source)).resolves.toEqual(CHAIN_INVALID);
    });

    test('from somebody else’s file', async () => {
        const cleo = stage.browser().openTab();
        await cleo.logIn('cleo');
        const cleosCode = await cleo.setUp();
        await refused(textWith(await backupFileOf(cleo), cleosCode), {code: 'author_mismatch'});
        await refused(textWith(file, cleosCode), {code: 'code_wrong'});
    });

    test('from a file of another server', async () => {
        const other = new Stage();
        other.server.serverId = 'AAAAAAAAAAAAAAAAAAAAAA';
        const otherTab = other.browser().openTab();
        await otherTab.logIn('ann');
        const otherCode = await otherTab.setUp();
        await refused(textWith(await backupFileOf(otherTab), otherCode), {code: 'server_changed'});
    });

    test('with a mistyped code, whose group is named', async () => {
        const groups = code.split('-');
        const wrong = [
            ...groups.slice(0, 4),
            (groups[4] ?? '').replace(/^./, (first) => (first === '7' ? '8' : '7')),
            ...groups.slice(5),
        ].join('-');
        await refused(textWith(file, wrong), {code: 'code_group', group: 5});
        await refused(textWith(`Recovery code: ${wrong}\n${file}`, code.slice(1)), {code: 'code_length'});
    });

    test.each<[string, string, (parts: {wrappedRecoveryKey: Uint8Array; bundle: Uint8Array}) => Uint8Array]>([
        ['the wrapped key', 'code_wrong', ({wrappedRecoveryKey}) => wrappedRecoveryKey],
        ['the bundle', 'signature_invalid', ({bundle}) => bundle],
    ])('where a bit of %s was flipped', async (_part, failed, pick) => {
        const parts = findBackupFile(file);
        if (!parts) {
            throw new Error('a file');
        }
        const damaged = pick(parts);
        const index = damaged.length - 40;
        damaged[index] = (damaged[index] ?? 0) ^ 1;
        stage.server.backups.delete(ANN);
        await expect(outcomeOf(textWith(file, code))).resolves.toBe('same');
        await refused(textWith(writeBackupFile(parts), code), {code: failed});
    });

    test('where another chain is served meanwhile', async () => {
        const tab = await freshTab();
        await expect(tab.vault.compareBackup(textWith(file, code))).resolves.toMatchObject({outcome: 'same'});
        stage.server.chains.set(ANN, (await HandMadePerson.create('ann')).chain());
        await expect(tab.vault.restoreBackup(textWith(file, code))).resolves.toEqual(CHAIN_INVALID);
        stage.server.chains.set(ANN, (await HandMadePerson.create('ben')).chain());
        await expect(tab.vault.restoreBackup(textWith(file, code))).resolves.toEqual(CHAIN_INVALID);
        await expect(tab.readTexts(...backlog)).resolves.not.toContain('before');
    });

    test('over what this browser has seen itself, whatever chain a code fits', async () => {
        stage.server.chains.set(ANN, (await HandMadePerson.create('ann')).chain());
        await expect(ann.vault.compareBackup(textWith(file, code))).resolves.toEqual(CHAIN_INVALID);
        await expect(ann.vault.restoreBackup(textWith(file, code))).resolves.toEqual(CHAIN_INVALID);
    });

    test('of keys that a server made and sealed to the member’s own recovery key', async () => {
        const {wrappedRecoveryKey, bundle} = findBackupFile(file) ?? {wrappedRecoveryKey: new Uint8Array(), bundle: new Uint8Array()};
        const honest = decodeSignedBundle(bundle).bundle;
        const [first] = honest.chain;
        if (!first) {
            throw new Error('a chain');
        }
        const made = await unsafeTestingKeys();
        const {record} = decodeSignedRecord(first);
        const link = await linkOf({...nextRecord(await linkOf(record), 'reset', made), recoveryKey: record.recoveryKey});
        const chain = [first, await signWith(link.record, made)];
        const sealed = await sealGeneration({provider, link, encryption: made.encryption, signing: made.signing});
        const forged = await signBundle({
            provider,
            bundle: {...honest, sequence: honest.sequence + 1, chain, sealedGenerations: [sealed]},
            signingKey: unsafeTestingInUse(made.signing).privateKey,
        });
        stage.server.chains.set(ANN, chain);
        stage.server.backups.set(ANN, {wrappedRecoveryKey, bundle: forged, bundleSequence: honest.sequence + 1, earlier: []});

        const tab = await freshTab();
        await expect(tab.restore(code)).resolves.toEqual(CHAIN_INVALID);
        await expect(tab.vault.own()).resolves.toMatchObject({own: {kind: 'elsewhere'}});

        // The honest file opens the old posts; the forged keys it doesn't take.
        await expect(tab.vault.compareBackup(textWith(file, code))).resolves.toMatchObject({
            outcome: 'before_reset',
            fingerprint: toHex((await linkOf(record)).hash),
        });
        await expect(tab.vault.restoreBackup(textWith(file, code))).resolves.toEqual({kind: 'own', own: {kind: 'replaced'}});
        await expect(tab.readTexts(...backlog)).resolves.toEqual(['before', 'before']);
    });
});
