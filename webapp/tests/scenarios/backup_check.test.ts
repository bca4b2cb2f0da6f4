/**
 * The fire drill, and what a member is told of their backup.
 */
import {decodeSignedBundle, signBundle} from '../../src/vault/backup/bundle';
import {sealGeneration} from '../../src/vault/backup/sealed_generation';
import {decodeSignedRecord} from '../../src/vault/protocol/signed_record';
import type {Browser, Tab} from '../support/browsers';
import {linkOf, unsafeTestingKeys, userIdOf} from '../support/people';
import {provider} from '../support/provider';
import {backupFileOf, resetAndPublish, textWith} from './kept_backup';
import {Stage} from './stage';

const ANN = userIdOf('ann');
const NOW_MS = 5;

let stage: Stage;
let browser: Browser;
let ann: Tab;
let code: string;

const byCode = (recoveryCode: string) => ({kind: 'code', recoveryCode}) as const;

async function checkedAtMs(): Promise<number | undefined> {
    const result = await ann.vault.ownBackup();
    return result.kind === 'own_backup' ? result.checkedAtMs : Number.NaN;
}

beforeEach(async () => {
    stage = new Stage();
    browser = stage.browser();
    ann = browser.openTab();
    await ann.logIn('ann');
    code = await ann.setUp();
});

describe('a check of the backup', () => {
    test('by the code alone passes, and is remembered', async () => {
        await expect(checkedAtMs()).resolves.toBeUndefined();
        await expect(ann.vault.checkBackup(byCode(code), NOW_MS)).resolves.toEqual({kind: 'checked', opens: true});
        await expect(checkedAtMs()).resolves.toBe(NOW_MS);
    });

    test('by a file needs the code, and no server half that has a backup', async () => {
        const file = await backupFileOf(ann);
        stage.server.backups.delete(ANN);
        await expect(ann.vault.checkBackup({kind: 'text', text: file}, NOW_MS)).resolves.toEqual({kind: 'code_needed'});
        await expect(ann.vault.checkBackup(textWith(file, code), NOW_MS)).resolves.toEqual({kind: 'checked', opens: true});
    });

    test('changes no keys', async () => {
        const {database} = browser.profile(ANN);
        const before = [...database.generations.keys(), ...database.identities.keys()];
        await ann.vault.checkBackup(byCode(code), NOW_MS);
        expect([...database.generations.keys(), ...database.identities.keys()]).toEqual(before);
    });

    test('finds every generation, as long as the server half has them', async () => {
        const file = await backupFileOf(ann);
        await ann.vault.rotate(stage.clock.now());
        await expect(ann.vault.checkBackup(textWith(file, code), NOW_MS)).resolves.toEqual({kind: 'checked', opens: true});
        stage.server.backups.delete(ANN);
        await expect(ann.vault.checkBackup(textWith(file, code), NOW_MS)).resolves.toEqual({kind: 'checked', opens: false});
    });

    test('does not pass for keys from before a reset, and one that passed before it counts no more', async () => {
        const file = await backupFileOf(ann);
        await ann.vault.checkBackup(byCode(code), NOW_MS);
        const newCode = await resetAndPublish(ann, stage.clock.now());
        await expect(checkedAtMs()).resolves.toBeUndefined();
        for (const source of [textWith(file, code), byCode(code)]) {
            await expect(ann.vault.checkBackup(source, NOW_MS)).resolves.toEqual({kind: 'checked', opens: false});
        }
        await expect(checkedAtMs()).resolves.toBeUndefined();
        await expect(ann.vault.checkBackup(byCode(newCode), NOW_MS)).resolves.toEqual({kind: 'checked', opens: true});
    });

    test('fails with a code that opens nothing, and remembers nothing', async () => {
        const cleo = stage.browser().openTab();
        await cleo.logIn('cleo');
        const other = await cleo.setUp();
        await expect(ann.vault.checkBackup(byCode(other), NOW_MS)).resolves.toEqual({kind: 'failed', code: 'code_wrong'});
        await expect(checkedAtMs()).resolves.toBeUndefined();
    });

    test('fails where other keys are sealed in the place of the member’s', async () => {
        const kept = stage.server.backups.get(ANN);
        const [generation] = browser.profile(ANN).database.generations.values();
        if (!kept || !generation) {
            throw new Error('not set up');
        }
        const {bundle} = decodeSignedBundle(kept.bundle);
        const link = await linkOf(decodeSignedRecord(generation.record).record);
        const others = await unsafeTestingKeys();
        const sealed = await sealGeneration({provider, link, encryption: others.encryption, signing: others.signing});
        const signed = await signBundle({
            provider,
            bundle: {...bundle, sealedGenerations: [sealed]},
            signingKey: generation.signingKey,
        });
        stage.server.backups.set(ANN, {...kept, bundle: signed});
        await expect(ann.vault.checkBackup(byCode(code), NOW_MS)).resolves.toEqual({kind: 'failed', code: 'bundle_invalid'});
        await expect(checkedAtMs()).resolves.toBeUndefined();
    });
});

describe('of the backup', () => {
    test('are told fingerprint, generation, and whether the browser keeps what it has', async () => {
        const kept = {kind: 'own_backup', generation: 0, hasWayBack: true, isPersistent: true};
        await expect(ann.vault.ownBackup()).resolves.toEqual({
            ...kept,
            fingerprint: expect.stringMatching(/^[0-9A-F]{64}$/) as unknown,
        });
        browser.isPersistent = false;
        await expect(ann.vault.ownBackup()).resolves.toMatchObject({...kept, isPersistent: false});
        browser.isPersistent = undefined;
        await expect(ann.vault.ownBackup()).resolves.toMatchObject({...kept, isPersistent: undefined});
    });

    test('is told where the server half has lost it, or has another one', async () => {
        const own = stage.server.backups.get(ANN);
        const cleo = stage.browser().openTab();
        await cleo.logIn('cleo');
        await cleo.setUp();
        const others = stage.server.backups.get(userIdOf('cleo'));
        for (const backup of [others, undefined]) {
            if (backup) {
                stage.server.backups.set(ANN, backup);
            } else {
                stage.server.backups.delete(ANN);
            }
            await expect(ann.vault.ownBackup()).resolves.toMatchObject({kind: 'own_backup', hasWayBack: false});
            await expect(ann.vault.backupFile()).resolves.toMatchObject({kind: 'failed'});
        }
        if (own) {
            stage.server.backups.set(ANN, own);
        }
        await expect(ann.vault.ownBackup()).resolves.toMatchObject({hasWayBack: true});
    });

    test('is told nothing while the server half does not answer', async () => {
        stage.server.fail('backup', 'offline');
        await expect(ann.vault.ownBackup()).resolves.toEqual({kind: 'failed', code: 'offline'});
    });

    test('is told nothing where there are no keys', async () => {
        const fresh = stage.browser().openTab();
        await fresh.logIn('ann');
        await expect(fresh.vault.ownBackup()).resolves.toEqual({kind: 'failed', code: 'not_set_up'});
        await expect(fresh.vault.backupFile()).resolves.toEqual({kind: 'failed', code: 'not_set_up'});
    });

    test('a file is given of the published keys, whatever waits to take their place', async () => {
        const before = await ann.vault.backupFile();
        await ann.vault.reset(stage.clock.now());
        await expect(ann.vault.backupFile()).resolves.toEqual(before);
        await ann.vault.publish();
        await expect(ann.vault.backupFile()).resolves.toMatchObject({kind: 'backup_file', generation: 1});
    });

    test('is remembered where the member declined every way back, until they show that they have one', async () => {
        const made = await ann.vault.reset(stage.clock.now());
        await expect(ann.vault.publish('declined')).resolves.toMatchObject({own: {kind: 'active', generation: 1}});
        await expect(ann.vault.ownBackup()).resolves.toMatchObject({hasWayBack: false});
        const newCode = made.kind === 'created' ? made.recoveryCode : '';
        await expect(ann.vault.checkBackup(byCode(newCode), NOW_MS)).resolves.toMatchObject({opens: true});
        await expect(ann.vault.ownBackup()).resolves.toMatchObject({hasWayBack: true});
    });

    test('is another question once the keys begin anew', async () => {
        await ann.vault.reset(stage.clock.now());
        await ann.vault.publish('declined');
        await resetAndPublish(ann, stage.clock.now());
        await expect(ann.vault.ownBackup()).resolves.toMatchObject({hasWayBack: true});
    });
});
