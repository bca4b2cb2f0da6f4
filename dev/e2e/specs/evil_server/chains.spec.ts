import {countWraps, isSealedFor} from '../../support/envelope';
import {envelopeOf, expect, leaks, postsSent, test} from '../../support/evil_stage';
import {forgeIdentity, forgeReset} from '../../support/forged_chain';
import {openElsewhere} from '../../support/opener';
import {ServerHalf} from '../../support/server_half';

interface Answer {
    readonly chains: Record<string, readonly string[]>;
}

const IDENTITIES = /\/identities\/query$/;

test('keys that the server replaced, forked, rolled back, made up or withdrew hold the post, and nothing is sealed for them', async ({
    stage,
    evil,
}) => {
    const accounts = await stage.people('ann', 'cleo', 'replaced', 'forked', 'rolledback', 'reset', 'invalid', 'gone');
    const [ann, cleo, ...victims] = accounts;
    const channel = await stage.channel('chains', {members: accounts});
    const [browser, cleosVault, replaced, forked, rolledBack, reset, invalid, gone] = await Promise.all([
        stage.keyed(ann, channel, {context: evil.context}),
        stage.foreign(cleo),
        stage.foreign(victims[0]),
        stage.foreign(victims[1]),
        stage.foreign(victims[2]),
        stage.foreign(victims[3]),
        stage.foreign(victims[4]),
        stage.foreign(victims[5]),
    ]);
    const {host, e2ee} = browser;
    const {database} = stage;
    const {tampering} = database;
    const serverId = await new ServerHalf(replaced.api).serverId();

    await test.step('unchanged, and rotated with the old key: sealed for everybody, without a question', async () => {
        await e2ee.openDialog();
        await e2ee.encrypt();
        await e2ee.closeDialog();
        await e2ee.expectReaders(accounts.length);
        await host.sendByEnter('before any change');
        await e2ee.storedId('before any change');

        await Promise.all([forked.next('rotate'), rolledBack.next('rotate')]);
        await tampering.replaceChain(forked.userId, forked.records);
        await tampering.replaceChain(rolledBack.userId, rolledBack.records);
        await stage.forgetAtServer();
        await host.reload();
        await host.sendByEnter('after two rotations');
        await e2ee.storedId('after two rotations');
        const sealed = (await database.sealedPosts(channel.id)).map(envelopeOf);
        expect(sealed.map(countWraps)).toEqual([accounts.length, accounts.length]);
        expect(await isSealedFor(sealed[1] ?? '', forked.records[1] ?? '')).toBe(true);
    });

    const forgery = await forgeIdentity(replaced.userId, serverId);
    const {records: ofAnotherMember} = await forgeIdentity(ann.userId, serverId);
    const forged: ReadonlyArray<readonly [string, readonly string[]]> = [
        [replaced.userId, forgery.records],
        [forked.userId, [...forked.records.slice(0, 1), await forgeReset(forked.records.slice(0, 1))]],
        [rolledBack.userId, rolledBack.records.slice(0, 1)],
        [reset.userId, [...reset.records, await forgeReset(reset.records)]],
        [invalid.userId, ofAnotherMember],
        [gone.userId, []],
    ];
    for (const [userId, records] of forged) {
        await tampering.replaceChain(userId, records);
    }
    await stage.forgetAtServer();
    await host.reload();

    await test.step('all of them are named in one dialog, each with what happened; cancel keeps the text', async () => {
        await host.sendByEnter(`canary${stage.tag}forged`);
        await expect(e2ee.dialog).toHaveAttribute('data-dialog', 'held');
        for (const [username, words] of [
            [victims[0].username, 'another key than the one known here'],
            [victims[1].username, 'another key than the one known here'],
            [victims[2].username, 'an older key than the one known here'],
            [victims[3].username, 'started over with a new key'],
            [victims[4].username, "doesn't prove whose it is"],
            [victims[5].username, 'an older key than the one known here'],
        ] as const) {
            await expect(e2ee.person(username)).toHaveAttribute('data-key', 'changed');
            await expect(e2ee.person(username)).toContainText(words);
        }
        await expect(e2ee.person(cleo.username)).toHaveCount(0);
        await e2ee.button('Cancel').click();
        await expect(host.composer).toHaveValue(`canary${stage.tag}forged`);
        expect(postsSent(evil)).toHaveLength(2);
        expect(await database.sealedPosts(channel.id)).toHaveLength(2);
    });

    await test.step('sent without them, it opens for the others alone', async () => {
        await host.pressEnter();
        await e2ee.button('Send without them').click();
        await e2ee.storedId(`canary${stage.tag}forged`);
        const [, , stored] = await database.sealedPosts(channel.id);
        const envelope = stored === undefined ? '' : envelopeOf(stored);
        expect(countWraps(envelope)).toBe(2);
        for (const record of forged.flatMap(([, records]) => records)) {
            expect(await isSealedFor(envelope, record)).toBe(false);
        }
        const annsRecords = await new ServerHalf(await stage.api(ann)).ownRecords();
        expect(await openElsewhere(envelope, annsRecords, forgery)).toEqual({error: 'not_a_recipient'});
        const cleoAsReader = {...cleosVault, userId: cleo.userId, backup: await new ServerHalf(cleosVault.api).backup()};
        expect(await openElsewhere(envelope, annsRecords, cleoAsReader)).toMatchObject({text: `canary${stage.tag}forged`});
        expect(leaks([`canary${stage.tag}forged`], browser, evil)).toEqual([]);
    });
});

test('keys that are served to one member only hold that member, and no other; who is met with wrong keys can say nothing to them', async ({
    stage,
    evil,
}) => {
    const people = await stage.people('ann', 'ben', 'cleo', 'dan');
    const [ann, ben, cleo, dan] = people;
    const channel = await stage.channel('served', {members: people});
    const serverId = await new ServerHalf(await stage.api(ann)).serverId();
    const [forBen, forDan] = await Promise.all([forgeIdentity(ben.userId, serverId), forgeIdentity(dan.userId, serverId)]);
    evil.rewrite<Answer>('POST', IDENTITIES, ({chains}) => {
        if (dan.userId in chains) {
            chains[dan.userId] = forDan.records;
        }
    });
    const [annsBrowser, cleosBrowser, bensVault, dansVault] = await Promise.all([
        stage.keyed(ann, channel, {context: evil.context}),
        stage.keyed(cleo, channel),
        stage.foreign(ben),
        stage.foreign(dan),
    ]);
    const audience = {channelId: channel.id, people};
    await bensVault.setEncrypted(channel.id, true);

    await test.step('the same keys for both: both read', async () => {
        const {id} = await bensVault.post({...audience, text: 'the same for both'});
        await expect(annsBrowser.e2ee.opened('the same for both', annsBrowser.host.post(id))).toBeVisible();
        await expect(cleosBrowser.e2ee.opened('the same for both', cleosBrowser.host.post(id))).toBeVisible();
    });

    await test.step('met with a wrong key: what the true one signed proves no author, only where the key is wrong', async () => {
        const {id} = await dansVault.post({...audience, text: 'from the true dan'});
        await expect(cleosBrowser.e2ee.opened('from the true dan', cleosBrowser.host.post(id))).toBeVisible();
        await expect(annsBrowser.e2ee.unreadable('signature_invalid', annsBrowser.host.post(id))).toContainText("Doesn't prove its author");
        await expect(annsBrowser.host.post(id)).not.toContainText('from the true dan');
    });

    await test.step('safety numbers agree with the one whose key is true, and not with the other', async () => {
        await annsBrowser.e2ee.openSafetyNumber(ben.username);
        await annsBrowser.e2ee.compareDigits(await bensVault.safetyNumberWith(ann.userId));
        await annsBrowser.e2ee.expectCompared('same');
        await annsBrowser.e2ee.closeDialog();
        await annsBrowser.e2ee.openSafetyNumber(dan.username);
        await annsBrowser.e2ee.compareDigits(await dansVault.safetyNumberWith(ann.userId));
        await annsBrowser.e2ee.expectCompared('different');
        await expect(annsBrowser.e2ee.button('Mark as verified')).toHaveCount(0);
        await annsBrowser.e2ee.closeDialog();
    });

    await test.step('replaced for one of them after it was known: held there, not elsewhere', async () => {
        const word = `canary${stage.tag}served`;
        evil.rewrite<Answer>('POST', IDENTITIES, ({chains}) => {
            if (ben.userId in chains) {
                chains[ben.userId] = forBen.records;
            }
        });
        await annsBrowser.host.reload();
        await annsBrowser.host.sendByEnter(word);
        await expect(annsBrowser.e2ee.person(ben.username)).toContainText('another key than the one known here');
        await annsBrowser.e2ee.button('Cancel').click();
        await expect(annsBrowser.host.composer).toHaveValue(word);
        expect(postsSent(evil)).toEqual([]);
        expect(leaks([word], annsBrowser, evil)).toEqual([]);

        await cleosBrowser.host.sendByEnter('cleo is asked nothing');
        const {props, id} = await stage.database.post(await cleosBrowser.e2ee.storedId('cleo is asked nothing'));
        expect(await isSealedFor(envelopeOf({id, props}), bensVault.records[0] ?? '')).toBe(true);
        await expect(annsBrowser.e2ee.opened('cleo is asked nothing')).toBeVisible();
    });

    await test.step('honest again: the one whose key was wrong from the first is held, and sealed for once it is accepted', async () => {
        evil.beHonest();
        await annsBrowser.host.reload();
        await annsBrowser.host.pressEnter();
        await expect(annsBrowser.e2ee.person(dan.username)).toContainText('another key than the one known here');
        await expect(annsBrowser.e2ee.person(ben.username)).toHaveCount(0);
        await annsBrowser.e2ee.button('Accept the new key').click();
        const {props, id} = await stage.database.post(await annsBrowser.e2ee.storedId(`canary${stage.tag}served`));
        for (const [record, isTrue] of [
            [dansVault.records[0], true],
            [bensVault.records[0], true],
            [forDan.records[0], false],
            [forBen.records[0], false],
        ] as const) {
            expect(await isSealedFor(envelopeOf({id, props}), record ?? '')).toBe(isTrue);
        }

        // What they had written before opens now, and says where their key changed, once.
        await expect(annsBrowser.e2ee.opened('from the true dan')).toBeVisible();
        await dansVault.post({...audience, text: 'with the key that was accepted'});
        await expect(annsBrowser.e2ee.opened('with the key that was accepted')).toBeVisible();
        await expect(annsBrowser.e2ee.mark('key_changed')).toHaveText(/Sent with a new key of its author/);
    });
});

test('keys that the server shows as the member’s own, or none at all, send nothing and make no new keys', async ({stage, evil}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('own', {members: [ann, ben]});
    const [browser, bensVault] = await Promise.all([stage.keyed(ann, channel, {context: evil.context}), stage.foreign(ben)]);
    const {host, e2ee} = browser;
    const word = `canary${stage.tag}own`;
    await bensVault.setEncrypted(channel.id, true);
    await e2ee.expectReaders(2);
    await host.sendByEnter('with my own keys');
    await e2ee.storedId('with my own keys');

    const {records} = await forgeIdentity(ann.userId, await new ServerHalf(bensVault.api).serverId());
    for (const lie of [records, []]) {
        evil.beHonest();
        evil.rewrite<{chain: readonly string[]}>('GET', /\/api\/v1\/identity$/, (answer) => ({...answer, chain: lie}));
        await host.reload();
        await expect(e2ee.composerNotice).toContainText("the keys published for you aren't the ones in this browser");
        await host.sendByEnter(word);
        await expect(host.composerError).not.toBeEmpty();
        await expect(host.composer).toHaveValue(word);
    }
    expect(postsSent(evil)).toHaveLength(1);
    expect(evil.to('POST', '/api/v1/identity').filter(({url}) => url.pathname.endsWith('/identity'))).toHaveLength(1);
    expect(leaks([word], browser, evil)).toEqual([]);

    evil.beHonest();
    await host.reload();
    await host.pressEnter();
    await e2ee.storedId(word);
    const envelopes = (await stage.database.sealedPosts(channel.id)).map(envelopeOf);
    expect(envelopes.map(countWraps)).toEqual([2, 2]);
    expect(await isSealedFor(envelopes[1] ?? '', records[0])).toBe(false);
});
