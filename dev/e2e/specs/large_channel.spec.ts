import {MAX_ACTIVE_PEOPLE, MattermostApi, type Account} from '../../stack/src/api';
import {countWraps} from '../support/envelope';
import {publishIdentity} from '../support/identities';
import {openElsewhere} from '../support/opener';
import {ENVELOPE_PROP} from '../support/plugin';
import {ServerHalf} from '../support/server_half';
import {expect, test, type Stage} from '../support/stage';

// All that the server takes, so the admin has to be one of them.
const MEMBERS = MAX_ACTIVE_PEOPLE;
const AT_ONCE = 4;

/** Members with published keys, kept from run to run: making that many accounts takes the server a while. */
async function crowd(stage: Stage, count: number): Promise<Account[]> {
    const accounts = await stage.admin.ensureMembers(stage.stack.team.id, 'crowd', count);
    const waiting = [...accounts];
    const publishAll = async (): Promise<void> => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
            // A token made by the admin: hundreds of log-ins would take as long as the accounts.
            const {token} = await stage.admin.request<{token: string}>('POST', `/users/${next.userId}/tokens`, {description: 'spec'});
            await publishIdentity(new MattermostApi(stage.stack.siteUrl, token, next.userId));
        }
    };
    await Promise.all(Array.from({length: AT_ONCE}, publishAll));
    return accounts;
}

function adminOf({stack, admin}: Stage): Account {
    const account = stack.accounts.find(({userId}) => userId === admin.userId);
    if (account === undefined) {
        throw new Error('the stack does not name its admin');
    }
    return account;
}

test('in a channel of 250 members with keys, a post is sealed for each of them, and the last one opens it', async ({stage}) => {
    test.setTimeout(600_000);

    // The accounts of the demo too; its next start activates them again.
    await stage.admin.deactivateAllBut([]);
    const [ann, zoe] = await stage.people('ann', 'zoe');
    const start = await stage.channel('start', {members: [ann, zoe]});
    const [annsBrowser, zoesBrowser] = await Promise.all([stage.keyed(ann, start), stage.keyed(zoe, start)]);
    await publishIdentity(stage.admin);
    const others = [adminOf(stage), ...(await crowd(stage, MEMBERS - 3))];
    const channel = await stage.channel('large', {members: [ann, ...others, zoe]});

    await annsBrowser.host.openChannel(stage.stack.team.name, channel.name);
    await annsBrowser.e2ee.openDialog();
    await expect(annsBrowser.e2ee.dialog).toContainText(`All ${MEMBERS} have keys`);
    await annsBrowser.e2ee.encrypt();
    await annsBrowser.e2ee.closeDialog();
    await annsBrowser.host.sendByEnter('to all two hundred and fifty');
    await expect(annsBrowser.e2ee.opened('to all two hundred and fifty')).toBeVisible();
    await annsBrowser.e2ee.storedId('to all two hundred and fifty');

    const [stored] = await stage.database.sealedPosts(channel.id);
    const envelope = stored?.props[ENVELOPE_PROP];
    if (typeof envelope !== 'string') {
        throw new Error('nothing sealed is stored');
    }
    expect(countWraps(envelope)).toBe(MEMBERS);

    const zoesOther = await stage.browser(zoe, channel);
    await expect(zoesOther.e2ee.unreadable('key_missing')).toBeVisible();
    await zoesOther.e2ee.openDialog();
    await zoesOther.e2ee.restore(zoesBrowser.recoveryCode);
    await zoesOther.e2ee.closeDialog();
    await expect(zoesOther.e2ee.opened('to all two hundred and fifty')).toBeVisible();
});

test('an opener that shares no code with the webapp opens what a browser sealed, with the key of a recipient only', async ({stage}) => {
    const [ann, ben, eve] = await stage.people('ann', 'ben', 'eve');
    const channel = await stage.channel('opener', {members: [ann, ben]});
    const elsewhere = await stage.channel('elsewhere', {members: [eve]});
    const [annsBrowser, bensBrowser] = await stage.encrypted(channel, ann, ben);
    const evesBrowser = await stage.keyed(eve, elsewhere);
    const text = `@${ben.username} seven 🦦, and a שלום`;
    await annsBrowser.host.sendByEnter(text);
    await expect(bensBrowser.e2ee.opened('seven 🦦')).toBeVisible();

    const [stored] = await stage.database.sealedPosts(channel.id);
    const envelope = String(stored?.props[ENVELOPE_PROP]);
    const halfOf = async (person: Account): Promise<ServerHalf> => new ServerHalf(await stage.api(person));
    const [annsHalf, bensHalf, evesHalf] = await Promise.all([halfOf(ann), halfOf(ben), halfOf(eve)]);
    const annsRecords = await annsHalf.ownRecords();
    const benAsReader = {userId: ben.userId, recoveryCode: bensBrowser.recoveryCode, backup: await bensHalf.backup()};
    expect(await openElsewhere(envelope, annsRecords, benAsReader)).toMatchObject({text, mentions: [ben.username], recipients: 2});

    const eveAsReader = {userId: eve.userId, recoveryCode: evesBrowser.recoveryCode, backup: await evesHalf.backup()};
    expect(await openElsewhere(envelope, annsRecords, eveAsReader)).toEqual({error: 'not_a_recipient'});
    const bensRecords = await bensHalf.ownRecords();
    expect(await openElsewhere(envelope, bensRecords, benAsReader)).toEqual({error: 'signature_invalid'});
});
