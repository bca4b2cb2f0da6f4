import {expect} from '@playwright/test';

import {publishIdentity} from '../support/identities';
import type {Member, Stage} from '../support/stage';
import {LOWER_PART, picture, pictureOf} from './picture';

/** The pictures of docs/user-guide.md, in the encrypted channel that the first use has left. */
export async function takeGuide(stage: Stage, alices: Member, bobs: Member): Promise<void> {
    const {private: confidential, public: open} = stage.stack.channels;
    const {host, e2ee} = alices;

    await e2ee.openPanel();
    await expect(e2ee.personInPanel('carol')).toBeVisible();
    await picture(alices, 'guide-panel', 'window');

    await e2ee
        .personInPanel('bob')
        .getByRole('button', {name: /^Safety number/})
        .click();
    await expect(e2ee.safetyNumber.getByTestId('e2ee-safety-qr')).toBeVisible();
    await picture(alices, 'guide-safety-number', 'dialog');
    await e2ee.safetyNumber.getByRole('button', {name: 'Mark as verified'}).click();
    await e2ee.expectVerified(true);
    await e2ee.closeDialog();

    // What only a server can do: a post "from" Bob that he never wrote, and one of his again.
    const bobsApi = await stage.api(bobs.account);
    const forged = await bobsApi.createPost({channelId: open.id, message: 'New account number: DE02 1203 0000 0000 2020 51'});
    const sealed = await e2ee.storedId('less than in May');
    await stage.database.tampering.copyPost(sealed, {createAt: Date.now()});
    const inserted = await stage.database.tampering.copyPost(forged.id, {channelId: confidential.id, createAt: Date.now()});
    await stage.forgetAtHost();
    await host.reload();
    await expect(e2ee.clearPost('not_encrypted', host.post(inserted))).toBeVisible();
    await expect(e2ee.mark('copy')).toBeVisible();
    await picture(alices, 'guide-marks', LOWER_PART);

    await addErin(stage, bobs);
    await host.reload();
    await e2ee.expectState('on');
    await host.sendByEnter('Then it is a deal.');
    await expect(e2ee.held).toContainText('added by');
    await picture(alices, 'guide-held', 'dialog');
    await e2ee.button('Cancel').click();
    await pictureOf(alices, 'guide-composer', host.composerForm);
}

/** By Bob, with keys already. */
async function addErin(stage: Stage, bobs: Member): Promise<void> {
    const [erin] = await stage.admin.ensureUsers([{username: 'erin', firstName: 'Erin', lastName: 'Evans'}]);
    if (erin === undefined) {
        throw new Error('there is no erin');
    }
    await stage.admin.addToTeam(stage.stack.team.id, [erin.userId]);
    await publishIdentity(await stage.api(erin));
    await (await stage.api(bobs.account)).addToChannel(stage.stack.channels.private.id, [erin.userId]);
}
