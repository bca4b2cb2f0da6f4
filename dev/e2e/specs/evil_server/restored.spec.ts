import type {Response} from '@playwright/test';

import {forgeIdentity} from '../../support/forged_chain';
import {ServerHalf} from '../../support/server_half';
import {expect, test, type Member} from '../../support/stage';

/** The next bundle that this browser's vault stores; seconds after something that it remembers has changed. */
function backedUp({page}: Member): Promise<Response> {
    return page.waitForResponse((response) => response.request().method() === 'PUT' && response.url().endsWith('/backup'), {
        timeout: 30_000,
    });
}

test('a browser that restores knows from before whose key the server has replaced, and who was verified', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('restored', {members: [ann, ben]});
    const [first] = await Promise.all([stage.keyed(ann, channel), stage.foreign(ben)]);
    const {host, e2ee} = first;

    await test.step('what the first browser learns gets into the backup', async () => {
        await e2ee.openDialog();
        await e2ee.encrypt();
        await e2ee.closeDialog();
        await e2ee.expectReaders(2);
        const [withPins] = await Promise.all([backedUp(first), host.sendByEnter('before')]);
        expect(withPins.status()).toBe(200);

        await e2ee.openSafetyNumber(ben.username);
        const withMark = backedUp(first);
        await e2ee.safetyNumber.getByRole('button', {name: 'Mark as verified'}).click();
        await e2ee.expectVerified(true);
        expect((await withMark).status()).toBe(200);
    });

    await test.step('restored before the server cheats, another browser knows it all and asks nothing', async () => {
        const second = await stage.browser(ann, channel);
        await second.e2ee.openDialog();
        await second.e2ee.restore(first.recoveryCode);
        await second.e2ee.closeDialog();
        await expect(second.e2ee.opened('before')).toBeVisible();
        await second.e2ee.openSafetyNumber(ben.username);
        await second.e2ee.expectVerified(true);
        await second.host.reload();
        await second.host.sendByEnter('from the second browser');
        await second.e2ee.storedId('from the second browser');
    });

    await test.step('restored afterwards, it holds what would be sealed for the new key', async () => {
        const serverId = await new ServerHalf(await stage.api(ann)).serverId();
        const {records} = await forgeIdentity(ben.userId, serverId);
        await stage.database.tampering.replaceChain(ben.userId, records);
        await stage.forgetAtServer();

        const third = await stage.browser(ann, channel);
        await third.e2ee.openDialog();
        await third.e2ee.restore(first.recoveryCode);
        await third.e2ee.closeDialog();
        await third.host.sendByEnter('for whom?');
        await expect(third.e2ee.dialog).toHaveAttribute('data-dialog', 'held');
        await expect(third.e2ee.person(ben.username)).toHaveAttribute('data-key', 'changed');
        await expect(third.e2ee.person(ben.username)).toContainText('you had verified them');
        await third.e2ee.button('Cancel').click();
        await expect(third.host.composer).toHaveValue('for whom?');
        expect(await stage.database.sealedPosts(channel.id)).toHaveLength(2);
    });
});
