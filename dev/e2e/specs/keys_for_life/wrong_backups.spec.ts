import {KeysPage} from '../../pages/keys';
import {asBackupFile, flipped, misspelt, withFlippedBit} from '../../support/backup_texts';
import {expect, test} from '../../support/evil_stage';
import {forgeIdentity, forgeServerId} from '../../support/forged_chain';
import {ServerHalf} from '../../support/server_half';
import type {Backup} from '../../support/opener';

const BACKUP = /\/api\/v1\/backup$/;
const IDENTITY = /\/api\/v1\/identity$/;
const HAND_OVERS = /\/api\/v1\/identity\/hand_overs$/;

test('only the member’s own backup of this server comes back: what is wrong with any other is said, and nothing changes', async ({
    stage,
    evil,
}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('wrong', {members: [ann, ben]});
    const [anns, bens] = await Promise.all([stage.foreign(ann), stage.foreign(ben)]);
    await bens.setEncrypted(channel.id, true);
    await bens.post({channelId: channel.id, people: [ann, ben], text: 'for ann and ben'});
    const server = new ServerHalf(anns.api);
    const serverId = await server.serverId();
    const [file, bensFile, bensBackup] = [await anns.backupFile(), await bens.backupFile(), await new ServerHalf(bens.api).backup()];
    const forged = await forgeIdentity(ann.userId, serverId);
    const elsewhere = await forgeIdentity(ann.userId, Buffer.from(forgeServerId()).toString('base64url'));

    const browser = await stage.browser(ann, channel, {context: evil.context});
    const keys = new KeysPage(browser);
    await keys.openImport();

    await test.step('the true one, in each form', async () => {
        await keys.compare(anns.recoveryCode);
        await keys.expectOutcome('same');
        await browser.e2ee.button('Use another one').click();
        await keys.compare(file, anns.recoveryCode);
        await keys.expectOutcome('same');
        await browser.e2ee.button('Use another one').click();
    });
    const expectFailure = async (code: string, words: string | RegExp): Promise<void> => {
        await expect(keys.failure).toHaveAttribute('data-code', code);
        await expect(keys.failure).toContainText(words);
    };
    await test.step('wrong codes and damaged texts', async () => {
        await keys.compare(misspelt(anns.recoveryCode, 4));
        await expectFailure('code_group', 'group 4');
        await keys.compare(bens.recoveryCode);
        await expectFailure('code_wrong', /isn't the code/);
        await keys.compare(withFlippedBit(file));
        await expectFailure('signature_invalid', /isn't|can't|damaged|proved|changed/);
    });
    await test.step('somebody else’s, another server’s, and one that somebody made in the member’s name', async () => {
        await keys.restart();
        await keys.compare(bensFile, bens.recoveryCode);
        await expectFailure('author_mismatch', "somebody else's");
        await keys.restart();
        await keys.compare(asBackupFile(elsewhere.backup), elsewhere.recoveryCode);
        await expectFailure('server_changed', 'another server');
        await keys.restart();
        await keys.compare(asBackupFile(forged.backup), forged.recoveryCode);
        await keys.expectOutcome('unknown');
        await expect(browser.e2ee.button(/^Restore/)).toHaveCount(0);
    });
    await test.step('what the server keeps, exchanged', async () => {
        const lies: ReadonlyArray<readonly [string, (kept: Backup) => Partial<Backup>]> = [
            ['signature_invalid', ({bundle}) => ({bundle: flipped(bundle)})],
            ['code_wrong', ({wrappedRecoveryKey}) => ({wrappedRecoveryKey: flipped(wrappedRecoveryKey)})],
            ['author_mismatch', () => bensBackup],
        ];
        for (const [code, lie] of lies) {
            evil.rewrite<Backup>('GET', BACKUP, (kept) => ({...kept, ...lie(kept)}));
            await keys.restart();
            await keys.compare(anns.recoveryCode);
            await expect(keys.failure).toHaveAttribute('data-code', code);
            evil.beHonest();
        }
    });
    await test.step('another chain in the place of the published one', async () => {
        evil.rewrite<{chain: readonly string[]}>('GET', IDENTITY, (answer) => ({...answer, chain: forged.records}));
        await keys.restart();
        await keys.compare(anns.recoveryCode);
        await keys.expectOutcome('unknown');
        await expect(browser.e2ee.button(/^Restore/)).toHaveCount(0);
        evil.beHonest();
    });
    await test.step('nothing has changed, and the true one still restores', async () => {
        await browser.host.reload();
        await expect(browser.e2ee.unreadable('key_missing')).toBeVisible();
        await keys.comeBack(anns.recoveryCode);
        await expect(browser.e2ee.opened('for ann and ben')).toBeVisible();
    });
});

test('an older backup brings all back by hand-over; with a forged one the browser reads what it can and doesn’t write', async ({
    stage,
    evil,
}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('older', {members: [ann, ben]});
    const [anns, bens] = await Promise.all([stage.foreign(ann), stage.foreign(ben)]);
    await bens.setEncrypted(channel.id, true);
    const audience = {channelId: channel.id, people: [ann, ben]};
    await bens.post({...audience, text: 'before she renewed'});
    const file = await anns.backupFile();
    const kept = await new ServerHalf(anns.api).backup();
    await anns.replaceKeys('rotate');
    await bens.meet(audience);
    await bens.post({...audience, text: 'after she renewed'});

    // What the server has of older times, and keys of its own making in the place of the handed-over ones.
    evil.rewrite<Backup>('GET', BACKUP, (answer) => ({...answer, ...kept}));
    evil.rewrite<{handOvers: Record<string, string>}>('GET', HAND_OVERS, ({handOvers}) => ({
        handOvers: Object.fromEntries(Object.entries(handOvers).map(([generation, sealed]) => [generation, flipped(sealed)])),
    }));
    const browser = await stage.browser(ann, channel, {context: evil.context});
    const keys = new KeysPage(browser);
    await keys.openImport();
    await keys.compare(file, anns.recoveryCode);
    await keys.expectOutcome('older');
    await browser.e2ee.button('Restore my keys').click();
    await expect(browser.e2ee.opened('before she renewed')).toBeVisible();
    await expect(browser.e2ee.opened('after she renewed')).toHaveCount(0);
    await browser.host.reload();
    await browser.host.sendByEnter('not with an older key');
    await expect(browser.host.composerError).not.toBeEmpty();
    expect(evil.to('POST', '/api/v4/posts').filter(({url}) => url.pathname === '/api/v4/posts')).toEqual([]);

    evil.beHonest();
    await browser.host.reload();
    await expect(browser.e2ee.opened('before she renewed')).toBeVisible();
    await expect(browser.e2ee.opened('after she renewed')).toBeVisible();
    await browser.host.pressEnter();
    await browser.e2ee.storedId('not with an older key');
});
