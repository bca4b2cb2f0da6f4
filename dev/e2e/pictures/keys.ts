import {expect} from '@playwright/test';

import type {Account} from '../../stack/src/api';
import {KeysPage} from '../pages/keys';
import {PersonalGnuPG} from '../support/gnupg_keys';
import {Mails} from '../support/mails';
import {PLUGIN_ID} from '../support/plugin';
import type {Member, Stage} from '../support/stage';
import {CONTEXT, picture, pictureOf, pictureOfMail} from './picture';

/** The pictures of a member's own keys in docs/user-guide.md: set up with a mail, checked, brought back, renewed, begun anew. */
export async function takeKeys(stage: Stage, account: Account): Promise<void> {
    const gnupg = PersonalGnuPG.open();
    try {
        const fingerprint = await gnupg.curve25519(`Dave Dunn <${account.email}>`);
        const first = await stage.browser(account, stage.stack.channels.private, {context: CONTEXT});
        await setUp(first, await gnupg.armored(fingerprint));

        const mail = await new Mails(stage.stack, account.email).next();
        await pictureOfMail(first, 'guide-mail', `${stage.stack.mail.url}/mails/${mail.id}`);
        const text = await gnupg.decrypt(mail.pgpMessage);
        await check(first, text);
        await comeBack(await stage.browser(account, stage.stack.channels.private, {context: CONTEXT}), text);
        await changeKeys(first);
    } finally {
        await gnupg.close();
    }
}

async function setUp(member: Member, publicKey: string): Promise<void> {
    const {e2ee} = member;
    const keys = new KeysPage(member);
    await expect(keys.banner).toBeVisible();
    await picture(member, 'guide-banner', 'window');
    await keys.banner.getByRole('button').click();
    await e2ee.makeKeys();
    await picture(member, 'guide-code', 'dialog');
    await keys.openMailAtSetUp();
    await keys.nameKey(publicKey);
    await expect(keys.foundKeys).toHaveCount(1);
    await picture(member, 'guide-mail-key', 'dialog');
    await keys.send();
    await keys.expectMailed();
    await e2ee.button('Continue').click();
    await e2ee.button('Finish').click();
    await expect(e2ee.dialog).toBeHidden();
}

/** The overview, once the backup was checked. */
async function check(member: Member, text: string): Promise<void> {
    const keys = new KeysPage(member);
    await keys.openBackup();
    await keys.check(text);
    await keys.expectChecked(true);
    await member.e2ee.closeDialog();
    await keys.openBackup();
    await picture(member, 'guide-backup', 'dialog');
    await member.e2ee.closeDialog();
}

async function comeBack(member: Member, text: string): Promise<void> {
    const keys = new KeysPage(member);
    await keys.openImport();
    await keys.compare(text);
    await keys.expectOutcome('same');
    await picture(member, 'guide-compared', 'dialog');
}

async function changeKeys(member: Member): Promise<void> {
    const {e2ee, host} = member;
    const settings = await host.openPluginSettings(PLUGIN_ID);
    await expect(settings.getByRole('button', {name: 'Renew my key'})).toBeVisible();
    await pictureOf(member, 'guide-settings', settings.locator('.modal-content'));
    await settings.getByRole('button', {name: 'Renew my key'}).click();
    await picture(member, 'guide-renew', 'dialog');
    await e2ee.closeDialog();
    await settings.getByRole('button', {name: 'I lost it, or it was stolen'}).click();
    await picture(member, 'guide-reset', 'dialog');
    await e2ee.closeDialog();
}
