import type {User} from '../../../stack/src/api';
import {countWraps, isSealedFor} from '../../support/envelope';
import {envelopeOf, expect, leaks, postsSent, test} from '../../support/evil_stage';
import {openElsewhere} from '../../support/opener';
import {ServerHalf} from '../../support/server_half';

const PEOPLE_OF_CHANNEL = /\/api\/v4\/users\?in_channel=/;

test('somebody with a key whom the server adds in silence gets nothing before the sender has agreed', async ({stage, evil}) => {
    const [ann, ben, eve] = await stage.people('ann', 'ben', 'eve');
    const channel = await stage.channel('added', {members: [ann, ben]});
    const [browser, bensVault, evesVault] = await Promise.all([
        stage.keyed(ann, channel, {context: evil.context}),
        stage.foreign(ben),
        stage.foreign(eve),
    ]);
    const {host, e2ee} = browser;
    const word = `canary${stage.tag}added`;
    const evesRecord = evesVault.records[0] ?? '';
    await bensVault.setEncrypted(channel.id, true);

    await e2ee.expectReaders(2);
    await host.sendByEnter('for two');
    await e2ee.storedId('for two');
    await stage.database.tampering.addMember(channel.id, eve.userId, ben.userId);
    await stage.forgetAtHost();
    await host.sendByEnter('still for two');
    await e2ee.storedId('still for two');

    await host.reload();
    await expect(e2ee.composerLock).toHaveAccessibleName(/1 waits for your decision/);
    await host.sendByEnter(word);
    await expect(e2ee.dialog).toHaveAttribute('data-dialog', 'held');
    await expect(e2ee.dialog).toContainText('New here');
    await expect(e2ee.person(eve.username)).toBeVisible();
    await e2ee.button('Cancel').click();
    await expect(host.composer).toHaveValue(word);
    expect(postsSent(evil)).toHaveLength(2);

    await host.pressEnter();
    await e2ee.button('Send without them').click();
    await e2ee.storedId(word);
    const envelopes = (await stage.database.sealedPosts(channel.id)).map(envelopeOf);
    expect(envelopes.map(countWraps)).toEqual([2, 2, 2]);
    for (const envelope of envelopes) {
        expect(await isSealedFor(envelope, bensVault.records[0] ?? '')).toBe(true);
        expect(await isSealedFor(envelope, evesRecord)).toBe(false);
    }
    const annsRecords = await new ServerHalf(await stage.api(ann)).ownRecords();
    const eveAsReader = {...evesVault, userId: eve.userId, backup: await new ServerHalf(evesVault.api).backup()};
    expect(await openElsewhere(envelopes[2] ?? '', annsRecords, eveAsReader)).toEqual({error: 'not_a_recipient'});
    expect(leaks([word], browser, evil)).toEqual([]);
});

test('a direct message to which the server adds a third person, or from which it takes the other one, is not sent', async ({
    stage,
    evil,
}) => {
    const [ann, ben, eve] = await stage.people('ann', 'ben', 'eve');
    const start = await stage.channel('start', {members: [ann]});
    const [browser, bensVault, evesVault] = await Promise.all([
        stage.keyed(ann, start, {context: evil.context}),
        stage.foreign(ben),
        stage.foreign(eve),
    ]);
    const {host, e2ee} = browser;
    const word = `canary${stage.tag}direct`;
    const direct = await bensVault.api.directChannel([ann.userId, ben.userId]);
    await bensVault.setEncrypted(direct.id, true);

    await host.openMessages(stage.stack.team.name, `@${ben.username}`);
    await e2ee.expectReaders(2);
    await host.sendByEnter('for the two of us');
    await e2ee.storedId('for the two of us');

    const evesProfile = await evesVault.api.request<User>('GET', '/users/me');
    const lies: ReadonlyArray<(people: readonly User[]) => readonly User[]> = [
        (people) => [...people, evesProfile],
        (people) => people.map((person) => (person.id === ben.userId ? evesProfile : person)),
        (people) => people.filter(({id}) => id !== ben.userId),
    ];
    for (const lie of lies) {
        evil.beHonest();
        evil.rewrite<readonly User[]>('GET', PEOPLE_OF_CHANNEL, lie);
        await host.reload();
        await host.sendByEnter(word);
        await host.expectRefused(word, 'Somebody else is in this direct message');
    }
    expect(postsSent(evil)).toHaveLength(1);
    expect(leaks([word], browser, evil)).toEqual([]);

    evil.beHonest();
    await host.reloadWithDraft(word);
    await host.pressEnter();
    await e2ee.storedId(word);
    const envelopes = (await stage.database.sealedPosts(direct.id)).map(envelopeOf);
    expect(envelopes.map(countWraps)).toEqual([2, 2]);
    expect(await isSealedFor(envelopes[1] ?? '', evesVault.records[0] ?? '')).toBe(false);
});

test('people whom the server renamed to each other are named with both names before anything is sealed for them', async ({stage, evil}) => {
    const [ann, ben, eve] = await stage.people('ann', 'ben', 'eve');
    const channel = await stage.channel('renamed', {members: [ann, ben, eve]});
    const [browser, bensVault] = await Promise.all([
        stage.keyed(ann, channel, {context: evil.context}),
        stage.foreign(ben),
        stage.foreign(eve),
    ]);
    const {host, e2ee} = browser;
    const {tampering} = stage.database;
    const text = `@${ben.username} canary${stage.tag}renamed`;
    await bensVault.setEncrypted(channel.id, true);
    await e2ee.expectReaders(3);
    await host.sendByEnter('under their own names');
    await e2ee.storedId('under their own names');

    await tampering.rename(ben.userId, `${ben.username}-x`);
    await tampering.rename(eve.userId, ben.username);
    await tampering.rename(ben.userId, eve.username);
    await stage.forgetAtHost();
    await host.reload();
    await host.sendByEnter(text);
    for (const [now, before] of [
        [ben.username, eve.username],
        [eve.username, ben.username],
    ] as const) {
        await expect(e2ee.person(now)).toHaveAttribute('data-key', 'renamed');
        await expect(e2ee.person(now)).toContainText(`was @${before}`);
    }
    await e2ee.button('Cancel').click();
    await expect(host.composer).toHaveValue(text);
    expect(postsSent(evil)).toHaveLength(1);
    expect(await stage.database.sealedPosts(channel.id)).toHaveLength(1);
    expect(leaks([`canary${stage.tag}renamed`], browser, evil)).toEqual([]);
});

test('people whom the server leaves out of the list, one or all but the first page, are named before a post goes without them', async ({
    stage,
    evil,
}) => {
    const people = await stage.people('ann', 'ben', 'cleo');
    const [ann, ben, cleo] = people;
    const channel = await stage.channel('leftout', {members: people});
    const [browser, bensBrowser, cleosVault] = await Promise.all([
        stage.keyed(ann, channel, {context: evil.context}),
        stage.keyed(ben, channel),
        stage.foreign(cleo),
    ]);
    const {host, e2ee} = browser;
    await cleosVault.setEncrypted(channel.id, true);
    await e2ee.expectReaders(3);
    await host.sendByEnter('for all three');
    await e2ee.storedId('for all three');
    await expect(bensBrowser.e2ee.opened('for all three')).toBeVisible();

    evil.rewrite<readonly User[]>('GET', PEOPLE_OF_CHANNEL, (listed) => listed.filter(({id}) => id !== ben.userId));
    await host.reload();
    await expect(e2ee.composerNotice).toContainText(`Sealed for 2 people; 1 is no longer in here: @${ben.username}`);
    await host.sendByEnter('without ben');
    const withoutBen = await e2ee.storedId('without ben');
    await expect(bensBrowser.e2ee.unreadable('not_a_recipient', bensBrowser.host.post(withoutBen))).toContainText('not for you');

    evil.beHonest();
    await host.reload();
    await host.sendByEnter('for all three again');
    await expect(e2ee.person(ben.username)).toBeVisible();
    await e2ee.button('Seal for them too').click();
    await e2ee.storedId('for all three again');

    evil.rewrite<readonly User[]>('GET', PEOPLE_OF_CHANNEL, (listed) => listed.filter(({id}) => id === ann.userId));
    await host.reload();
    await expect(e2ee.composerNotice).toContainText('Sealed for you only; 2 are no longer in here');
    expect((await stage.database.sealedPosts(channel.id)).map(envelopeOf).map(countWraps)).toEqual([3, 2, 3]);
});
