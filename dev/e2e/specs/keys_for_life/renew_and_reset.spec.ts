import {KeysPage} from '../../pages/keys';
import {ServerHalf} from '../../support/server_half';
import {expect, test, type KeyedMember, type Member, type Stage} from '../../support/stage';
import type {Account, Channel} from '../../../stack/src/api';

interface Couple {
    readonly channel: Channel;
    readonly ann: Account;
    readonly ben: Account;

    /** At the encrypted channel. */
    readonly anns: KeyedMember;
    readonly bens: KeyedMember;
}

async function couple(stage: Stage, name: string): Promise<Couple> {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel(name, {members: [ann, ben]});
    const [anns, bens] = await stage.encrypted(channel, ann, ben);
    return {channel, ann, ben, anns, bens};
}

async function say(text: string, author: Member, ...readers: readonly Member[]): Promise<void> {
    await author.host.sendByEnter(text);
    await Promise.all([author, ...readers].map(({e2ee}) => expect(e2ee.opened(text)).toBeVisible()));
}

test('a renewed key: nobody is asked, old posts open, the other browser follows by itself, and the code stays', async ({stage}) => {
    const {channel, ann, anns, bens} = await couple(stage, 'renewed');
    const second = await stage.browser(ann, channel);
    await new KeysPage(second).comeBack(anns.recoveryCode);
    await say('sealed for the first key', bens, anns, second);

    await new KeysPage(anns).renew();
    const records = await new ServerHalf(await stage.api(ann)).ownRecords();
    expect(records).toHaveLength(2);
    await say('from the renewed key', anns, bens, second);
    await say('sealed for the renewed key', bens, anns, second);
    await say('from the browser that followed', second, anns, bens);
    for (const alarm of ['key_changed', 'superseded_generation']) {
        await expect(bens.e2ee.mark(alarm)).toHaveCount(0);
    }
    await anns.host.reload();
    await expect(anns.e2ee.opened('sealed for the first key')).toBeVisible();

    const third = await stage.browser(ann, channel);
    await new KeysPage(third).comeBack(anns.recoveryCode);
    await expect(third.e2ee.opened('sealed for the first key')).toBeVisible();
    await expect(third.e2ee.opened('sealed for the renewed key')).toBeVisible();
});

test('keys that were stolen: what it costs is said, other sessions are ended, peers are asked, and each code opens its own time', async ({
    stage,
}) => {
    const {channel, ann, anns, bens} = await couple(stage, 'stolen');
    await say('before the theft', bens, anns);
    const thief = await stage.browser(ann, channel);
    await new KeysPage(thief).comeBack(anns.recoveryCode);
    await expect(thief.e2ee.opened('before the theft')).toBeVisible();

    const keys = new KeysPage(anns);
    const newCode = await keys.beginReset();
    await anns.e2ee.confirmCode();
    await anns.e2ee.expectStep('sessions');
    await anns.e2ee.button('Log out everywhere else').click();
    await expect(anns.e2ee.dialog).toBeHidden();

    // A page that is open learns it from the next answer of the server.
    await thief.page.reload();
    await expect(thief.page.locator('#input_loginId')).toBeVisible({timeout: 30_000});
    await expect(anns.e2ee.opened('before the theft')).toBeVisible();

    await test.step('the peer’s next post waits for an answer about the new key', async () => {
        await bens.host.sendByEnter('after the theft');
        await expect(bens.e2ee.held).toBeVisible();
        await expect(bens.e2ee.person(ann.username)).toHaveAttribute('data-key', 'changed');
        await bens.e2ee.held
            .getByRole('button', {name: /accept/i})
            .first()
            .click();
        await expect(anns.e2ee.opened('after the theft')).toBeVisible();
    });
    await test.step('the new code opens what came since, the old one what was before, for reading', async () => {
        const third = await stage.browser(ann, channel);
        const thirdKeys = new KeysPage(third);
        await thirdKeys.comeBack(newCode);
        await expect(third.e2ee.opened('after the theft')).toBeVisible();
        await expect(third.e2ee.opened('before the theft')).toHaveCount(0);
        await thirdKeys.comeBack(anns.recoveryCode, 'before_reset');
        await expect(third.e2ee.opened('before the theft')).toBeVisible();
        await expect(third.e2ee.opened('after the theft')).toBeVisible();
        await say('with the new keys still', third, anns);
    });
});

test('the fire drill tells a backup that opens from one that doesn’t; a new code takes the place of the old one', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('drill', {members: [ann]});
    const anns = await stage.keyed(ann, channel);
    const keys = new KeysPage(anns);
    await keys.openBackup();
    const oldFile = await keys.downloadBackup();
    expect(oldFile).not.toContain(anns.recoveryCode);
    await keys.check(anns.recoveryCode);
    await keys.expectChecked(true);
    await anns.e2ee.closeDialog();

    await keys.openBackup();
    const newCode = await keys.replaceCode(anns.recoveryCode);
    await anns.e2ee.closeDialog();
    expect(newCode).not.toBe(anns.recoveryCode);
    await keys.openBackup();
    await keys.check(anns.recoveryCode);
    await expect(keys.failure).toHaveAttribute('data-code', 'code_wrong');
    await anns.e2ee.closeDialog();
    await keys.openBackup();
    await keys.check(newCode);
    await keys.expectChecked(true);
    await anns.e2ee.closeDialog();

    const second = await stage.browser(ann, channel);
    const secondKeys = new KeysPage(second);
    await secondKeys.openImport();
    await secondKeys.compare(anns.recoveryCode);
    await expect(secondKeys.failure).toHaveAttribute('data-code', 'code_wrong');
    await secondKeys.restart();

    // As it was said before the change: an old file with its old code still opens.
    await secondKeys.compare(oldFile, anns.recoveryCode);
    await secondKeys.expectOutcome('same');
    await secondKeys.restart();
    await secondKeys.compare(newCode);
    await secondKeys.expectOutcome('same');
});
