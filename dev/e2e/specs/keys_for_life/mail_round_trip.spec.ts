import {KeysPage} from '../../pages/keys';
import {History} from '../../support/history';
import {asPrinted} from '../../support/gnupg_keys';
import {expect, test} from '../../support/keys_stage';
import type {Account, Channel} from '../../../stack/src/api';
import type {BrowserOptions, Member, Stage} from '../../support/stage';

/** Five times this are 500 posts. */
const CHAPTER = {alone: 20, threads: 2, replies: 39};

/** What comes later: 15 posts. */
const LATER = {alone: 3, threads: 0, replies: 0};

/** Tall enough for all posts of a channel at once: the real client draws only what is in sight. */
const TALL: BrowserOptions = {context: {viewport: {width: 1280, height: 4500}}};

async function inFreshProfile(stage: Stage, account: Account, channel: Channel): Promise<{browser: Member; keys: KeysPage}> {
    const browser = await stage.browser(account, channel, TALL);
    return {browser, keys: new KeysPage(browser)};
}

test('500 posts of three senders in five channels come back: by the mail, before and after a renewed key, by the mail alone, and by the code alone', async ({
    stage,
    gnupg,
    keyServer,
    mails,
}) => {
    test.setTimeout(300_000);
    const people = await stage.people('ann', 'ben', 'cat', 'dan');
    const [ann, ben, cat, dan] = people;
    const home = await stage.channel('one', {members: people});
    const others = ['two', 'three', 'four', 'five'].map((name) => stage.channel(name, {members: people}));
    const channels = [home, ...(await Promise.all(others))];
    const fingerprint = await gnupg.curve25519(`Ann Spec <${ann.email}>`);
    await keyServer.publish(gnupg, fingerprint);
    const annsMails = mails(ann);

    const first = await stage.browser(ann, home, TALL);
    const firstKeys = new KeysPage(first);
    await first.e2ee.openDialog();
    await first.e2ee.beginSetUp();
    const code = await first.e2ee.makeKeys();
    await firstKeys.openMailAtSetUp();
    await firstKeys.mailTo(asPrinted(fingerprint));
    await first.e2ee.button('Finish').click();
    await expect(first.e2ee.setUpStep).toBeHidden();
    await first.e2ee.closeDialog();

    const text = await gnupg.decrypt((await annsMails.next()).pgpMessage);
    expect(text).toContain(code);

    const foreign = await Promise.all([stage.foreign(ben), stage.foreign(cat), stage.foreign(dan)]);
    await Promise.all(channels.map(({id}) => foreign[0].setEncrypted(id, true)));
    const history = new History({channels, senders: foreign, people});
    await test.step('500 posts', () => history.write(CHAPTER));
    expect(history.size).toBe(500);

    const second = await inFreshProfile(stage, ann, home);
    await test.step('a fresh profile, by what gpg printed', async () => {
        await expect(second.browser.e2ee.unreadable('key_missing').first()).toBeVisible();
        await second.keys.comeBack(text);
        expect((await history.openFor(second.browser)).size).toBe(500);
    });
    await test.step('after a renewed key', async () => {
        await second.keys.renew();
        expect((await history.openFor(second.browser)).size).toBe(500);
        await history.meet();
        await history.write(LATER);
        expect((await history.openFor(second.browser)).size).toBe(515);
    });
    await test.step('by the code alone, the mail lost', async () => {
        const third = await inFreshProfile(stage, ann, home);
        await third.keys.comeBack(code);
        expect((await history.openFor(third.browser)).size).toBe(515);
    });
    await test.step('by the mail alone, the backup at the server deleted', async () => {
        await stage.database.tampering.deleteBackup(ann.userId);
        await stage.forgetAtServer();
        const fourth = await inFreshProfile(stage, ann, home);
        await fourth.keys.comeBack(text, 'older');
        expect((await history.openFor(fourth.browser)).size).toBe(515);
    });
});
