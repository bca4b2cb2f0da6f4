import {KeysPage} from '../../pages/keys';
import {asPrinted} from '../../support/gnupg_keys';
import {expect, test} from '../../support/keys_stage';
import type {Account} from '../../../stack/src/api';
import type {Stage} from '../../support/stage';

/** At the question for a key, with keys of their own in use. */
async function askedForKey(stage: Stage, account: Account): Promise<{keys: KeysPage; recoveryCode: string}> {
    const channel = await stage.channel(`of-${account.username}`, {members: [account]});
    const member = await stage.keyed(account, channel);
    const keys = new KeysPage(member);
    await keys.openBackup();
    await keys.begin('Send backup mail');
    return {keys, recoveryCode: member.recoveryCode};
}

test('whatever kind of key GnuPG made: the mail is sealed for it, and gpg opens it', async ({stage, gnupg, keyServer, mails}) => {
    const people = await stage.people('ann', 'ben');
    const userId = ({email}: Account) => `Spec <${email}>`;
    const [ann, ben] = people;
    const made = {
        [ann.userId]: [await gnupg.curve25519(userId(ann)), await gnupg.rsa3072(userId(ann)), await gnupg.large(userId(ann))],
        [ben.userId]: [await gnupg.rsa4096(userId(ben)), await gnupg.p384(userId(ben)), await gnupg.severalSubkeys(userId(ben))],
    };
    await keyServer.publish(gnupg, ...Object.values(made).flat());
    const listed = await gnupg.program.keys();

    // Side by side: the server half takes five mails an hour from each.
    await Promise.all(
        people.map(async (person) => {
            const {keys, recoveryCode} = await askedForKey(stage, person);
            const received = mails(person);
            for (const [index, fingerprint] of (made[person.userId] ?? []).entries()) {
                await keys.nameKey(index === 1 ? await gnupg.armored(fingerprint) : asPrinted(fingerprint));
                const usable =
                    listed.find((key) => key.fingerprint === fingerprint)?.subkeys.filter(({validity}) => validity !== 'e') ?? [];
                const newest = (usable.at(-1)?.fingerprint ?? fingerprint).slice(-16);
                await expect(keys.foundKey(fingerprint)).toContainText(newest);
                await keys.send(recoveryCode);
                await keys.expectMailed();
                const {pgpMessage} = await received.next();
                expect(await gnupg.decrypt(pgpMessage)).toContain(recoveryCode);
                await keys.again();
            }
        }),
    );
});

test('keys that nothing can be sealed for are shown as such and can’t be used', async ({stage, gnupg, keyServer}) => {
    const [ann] = await stage.people('ann');
    const userId = `Ann <${ann.email}>`;
    const good = await gnupg.curve25519(userId);
    const bad = {
        expired: await gnupg.expired(userId),
        revoked: await gnupg.revoked(userId),
        cannot_encrypt: await gnupg.signOnly(userId),
    };
    await keyServer.publish(gnupg, good, ...Object.values(bad));
    const {keys} = await askedForKey(stage, ann);
    await keys.nameKey(asPrinted(good));
    await expect(keys.foundKey(good)).toHaveAttribute('data-problem', 'none');
    await expect(keys.sendButton).toBeEnabled();
    for (const [problem, fingerprint] of Object.entries(bad)) {
        await keys.askForAnotherKey();
        await keys.nameKey(asPrinted(fingerprint));
        await expect(keys.foundKey(fingerprint)).toHaveAttribute('data-problem', problem);
        await expect(keys.foundKey(fingerprint).getByRole('radio')).toBeDisabled();
        await expect(keys.sendButton).toBeDisabled();
    }
});

test('a look-up by address only suggests: a key is used once its digits were typed, and another one’s never', async ({
    stage,
    gnupg,
    keyServer,
    mails,
}) => {
    const [ann] = await stage.people('ann');
    const mine = await gnupg.curve25519(`Ann <${ann.email}>`);
    const others = await gnupg.p384(`Ann, says somebody else <${ann.email}>`);
    await keyServer.publish(gnupg, mine, others);
    const {keys} = await askedForKey(stage, ann);

    await test.step('by fingerprint: exactly that key', async () => {
        await keys.nameKey(asPrinted(mine));
        await expect(keys.foundKeys).toHaveCount(1);
        await expect(keys.foundKey(mine)).toBeVisible();
        await keys.askForAnotherKey();
    });
    await keys.suggestKeys();
    await expect(keys.foundKeys).toHaveCount(2);
    await keys.choose(mine);
    for (const digits of ['', mine.slice(-15), others.slice(-16)]) {
        await keys.typeDigits(digits);
        await expect(keys.sendButton).toBeDisabled();
    }
    await keys.typeDigits(asPrinted(mine).slice(-19));
    await keys.send();
    await keys.expectMailed();
    const {pgpMessage} = await mails(ann).next();
    const packets = (await gnupg.program.run(['--list-packets'], pgpMessage)).toString('utf8');
    const [mineListed] = (await gnupg.program.keys()).filter(({fingerprint}) => fingerprint === mine);
    expect(packets).toContain(mineListed?.subkeys[0]?.fingerprint.slice(-16));
});

test("without a key server the mail domain's own directory is asked, where the admin lists it", async ({
    stage,
    gnupg,
    keyServer,
    mails,
}) => {
    const [ann] = await stage.people('ann');
    const mine = await gnupg.curve25519(`Ann <${ann.email}>`);
    await keyServer.publish(gnupg, mine);
    const {url, hkpUrl} = stage.stack.keyServer;
    const [, domain = ''] = ann.email.split('@');
    const configured = {keyserver: hkpUrl, wkddomains: ''};

    await stage.withSettings({keyserver: '', wkddomains: `${domain}=${url}`}, configured, async () => {
        const {keys} = await askedForKey(stage, ann);
        await keys.suggestKeys();
        await expect(keys.foundKey(mine)).toContainText(`wkd:${domain}`);
        await expect(keys.sendButton).toBeDisabled();
        await keys.askForAnotherKey();
        await keys.nameKey(asPrinted(mine));
        await expect(keys.foundKey(mine)).toBeVisible();
        await keys.send();
        await keys.expectMailed();
        expect(await mails(ann).sealed()).toHaveLength(1);
    });
});

test('a key server that is huge, slow, pointing elsewhere, no key server, broken or lying gives no key', async ({
    stage,
    gnupg,
    keyServer,
    mails,
}) => {
    const [ann] = await stage.people('ann');
    const mine = await gnupg.curve25519(`Ann <${ann.email}>`);
    const others = await gnupg.curve25519('Eve <eve@example.com>');
    await keyServer.publish(gnupg, mine, others);
    const {keys} = await askedForKey(stage, ann);
    await keys.nameKey(asPrinted(mine));
    await expect(keys.foundKey(mine)).toBeVisible();
    await keys.askForAnotherKey();

    const said = {
        huge: /too large/i,
        redirecting: /pointed somewhere else/,
        html: /isn't a key/,
        failing: /answered with an error/,
        slow: /took too long/,
    } as const;
    for (const behaviour of ['huge', 'redirecting', 'html', 'failing', 'slow'] as const) {
        await keyServer.behave(behaviour);
        await keys.nameKey(asPrinted(mine));
        await expect(keys.failure).toHaveAttribute('data-code', 'key_server_failed');
        await expect(keys.failure).toContainText(said[behaviour]);
        await expect(keys.foundKeys).toHaveCount(0);
    }
    await keyServer.behave('other_key');
    await keys.nameKey(asPrinted(mine));
    await expect(keys.failure).toHaveAttribute('data-code', 'mail_key_mismatch');
    await expect(keys.foundKeys).toHaveCount(0);
    expect(await mails(ann).sealed()).toEqual([]);

    await keyServer.behave('honest');
    await keys.nameKey(asPrinted(mine));
    await expect(keys.foundKey(mine)).toBeVisible();
});

test('what the mail server says is told as it is, and the mail goes out once it takes mail again', async ({stage, gnupg, mails}) => {
    const [ann] = await stage.people('ann');
    const mine = await gnupg.curve25519(`Ann <${ann.email}>`);
    const {keys, recoveryCode} = await askedForKey(stage, ann);
    await stage.control.refuseMail();
    try {
        await keys.nameKey(await gnupg.armored(mine));
        await keys.send(recoveryCode);
        await expect(keys.failure).toHaveAttribute('data-code', 'mail_failed');
        await expect(keys.failure).toContainText('This mailbox is closed for a test');
    } finally {
        await stage.control.takeMail();
    }
    await keys.send(recoveryCode);
    await keys.expectMailed();
    const mail = await mails(ann).next();
    expect(await mails(ann).raw(mail)).toMatch(/Content-Type: multipart\/encrypted;[^]*application\/pgp-encrypted/);
    expect(mail.text).toContain(stage.stack.siteUrl);
    expect(await gnupg.decrypt(mail.pgpMessage)).toContain(recoveryCode);
});
