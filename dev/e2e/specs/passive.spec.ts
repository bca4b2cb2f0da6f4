import type {Channel} from '../../stack/src/api';
import {Asked} from '../support/asked';
import {CanarySearch} from '../support/canary';
import {plant, removePlanted} from '../support/in_page';
import {Journeys, type Outcome} from '../support/journeys';
import type {Finds, Place} from '../support/places';
import {expect, test, type Member, type Stage} from '../support/stage';

/** Posts, or what becomes one in a clear channel. */
const POSTED = ['enter', 'button', 'mention', 'reply', 'draft', 'besidefile', 'edit', 'slashme', 'failed'];

/** What the page still holds at the end, after a reload: neither the text before the edit nor a reply in a closed thread. */
const IN_VIEW = POSTED.filter((journey) => journey !== 'enter' && journey !== 'reply');

/** Leaves a clear channel's page without becoming a post. */
const ONLY_SENT = ['replydraft', 'leftedit', 'slashunknown', 'typedslash'];

/** The browser doesn't report the files of a form as part of a request; the server tells that they arrived. */
const OF_A_FILE = ['filename', 'filecontent'];

/**
 * Never leaves the page by itself, in any channel: an edit that was cancelled or overtaken by a reload, our own command, and what
 * follows a name, for which the host asks only as long as something is found.
 */
const NEVER_SENT = ['cancellededit', 'reloadededit', 'slashown', 'typedat', 'typedtilde'];

class Canaries {
    private readonly stem: string;

    constructor(stage: Stage, outcome: Outcome) {
        this.stem = `canary${stage.tag}${outcome}`;
    }

    readonly word = (journey: string): string => `${this.stem}${journey}`;

    search(): CanarySearch {
        return new CanarySearch([...POSTED, ...ONLY_SENT, ...OF_A_FILE, ...NEVER_SENT].map(this.word));
    }

    /** Those of the journeys whose words don't stand in a place. */
    missing(finds: Finds, place: Place, journeys: readonly string[]): string[] {
        const text = (finds[place] ?? []).join('\n');
        return journeys.filter((journey) => !text.includes(this.word(journey)));
    }
}

interface Walk {
    readonly stage: Stage;
    readonly member: Member;
    readonly channel: Channel;
    readonly elsewhere: Channel;
    readonly mentioned: string;
    readonly outcome: Outcome;
}

/** All journeys, one after the other. Answers what lay where while a draft was unsent, and what was left at the end. */
async function walk({stage, member, outcome, ...rest}: Walk): Promise<{canaries: Canaries; withDraft: Finds; atEnd: Finds}> {
    const canaries = new Canaries(stage, outcome);
    const search = canaries.search();
    const journeys = new Journeys({...rest, member, outcome, word: canaries.word});
    const postId = await journeys.postByEnter();
    await journeys.postByButton();
    await journeys.mention();
    await journeys.reply(postId);
    await journeys.file();
    await journeys.slashLines();
    await journeys.typing();
    await journeys.failedPost();
    await journeys.editAndLeave(postId);
    await journeys.edit(postId);
    await journeys.leaveDraft();
    const withDraft = await stage.places.look(search, [member]);
    await journeys.sendDraft();
    return {canaries, withDraft, atEnd: await stage.places.look(search, [member])};
}

test('no word of an encrypted channel comes to lie anywhere, while every word of a clear one is found where it went', async ({stage}) => {
    test.setTimeout(300_000);
    const [ann, ben] = await stage.people('ann', 'ben');
    const clear = await stage.channel('clear', {members: [ann, ben]});
    const sealed = await stage.channel('sealed', {members: [ann, ben]});
    const elsewhere = await stage.channel('elsewhere', {members: [ann]});
    const [member] = await stage.encrypted(sealed, ann, ben);
    const scene = {stage, member, elsewhere, mentioned: ben.username};

    await member.host.clickChannel(clear);
    await member.e2ee.expectState('off');
    const twin = await walk({...scene, channel: clear, outcome: 'clear'});
    expect(twin.canaries.missing(twin.atEnd, 'database', [...POSTED, 'filename'])).toEqual([]);
    expect(twin.canaries.missing(twin.atEnd, 'requests', [...POSTED, ...ONLY_SENT])).toEqual([]);
    expect(twin.canaries.missing(twin.atEnd, 'file store', OF_A_FILE)).toEqual([]);
    expect(twin.canaries.missing(twin.atEnd, 'page store', IN_VIEW)).toEqual([]);
    expect(twin.canaries.missing(twin.withDraft, 'browser storage', ['draft'])).toEqual([]);

    // Two places that Mattermost fills with no word of a post: a client's report of an error, and a database of our own.
    const planted = `planted${stage.tag}canary`;
    const plantedSearch = new CanarySearch([planted]);
    await (await stage.api(ann)).request('POST', '/logs', {level: 'ERROR', message: planted});
    await member.page.evaluate(plant, planted);
    await expect.poll(() => stage.places.look(plantedSearch, [member], ['server logs'])).toHaveProperty('server logs');
    expect((await stage.places.look(plantedSearch, [member], ['browser storage']))['browser storage']?.join()).toContain('IndexedDB');
    await member.page.evaluate(removePlanted);

    await member.host.clickChannel(sealed);
    await member.e2ee.expectState('on');
    const {canaries, withDraft, atEnd} = await walk({...scene, channel: sealed, outcome: 'sealed'});
    expect(atEnd).toEqual({});

    // The unsent draft is the host's own, in the browser only (docs/threat-model.md §4).
    const {'page store': _inMemory, 'browser storage': _inStorage, ...elsewhereWithDraft} = withDraft;
    expect(elsewhereWithDraft).toEqual({});
    expect(canaries.missing(withDraft, 'browser storage', ['draft'])).toEqual([]);
});

test('with the plugin disabled while the page is open, no word of an encrypted channel leaves it', async ({stage}) => {
    test.setTimeout(180_000);
    const [ann, ben] = await stage.people('ann', 'ben');
    const sealed = await stage.channel('sealed', {members: [ann, ben]});
    const clear = await stage.channel('clear', {members: [ann, ben]});
    const [member] = await stage.encrypted(sealed, ann, ben);
    const word = (journey: string): string => `canary${stage.tag}disabled${journey}`;
    const search = new CanarySearch(['post', 'failed', 'draft', 'edit', 'slash', 'filename', 'filecontent', 'typed'].map(word));
    const twin = new CanarySearch([word('clear')]);
    await member.host.sendByEnter('sealed before');
    const postId = await member.e2ee.storedId('sealed before');
    await member.context.route('**/api/v4/posts', (route) => route.abort(), {times: 1});
    await member.host.sendByEnter(word('failed'));
    await expect(member.host.retry).toBeVisible();

    await stage.withoutPlugin(async () => {
        await expect(member.e2ee.composerLock).toBeHidden();

        await member.host.clickChannel(clear);
        await member.host.sendByButton(word('clear'));
        await member.host.storedId(member.host.postWith(word('clear')));
        const found = await stage.places.look(twin, [member], ['database', 'requests', 'page store']);
        expect(Object.keys(found)).toEqual(['database', 'requests', 'page store']);

        await member.host.clickChannel(sealed);
        await member.host.retry.click();
        await expect(member.host.retry).toHaveCount(0);
        await expect.poll(() => stage.database.sealedPosts(sealed.id)).toHaveLength(2);

        const asked = await Asked.on(member.page);
        await member.host.sendByButton(word('post'));
        await asked.expect('POST /api/v4/posts');
        await expect(member.host.composer).toHaveValue(word('post'));
        await expect(member.host.retry).toHaveCount(0);
        await member.host.composer.fill('');

        await member.host.openEdit(postId);
        await member.host.editBox.fill(word('edit'));
        await member.host.saveEdit();
        await expect(member.host.editError).toBeVisible();
        await member.host.cancelEdit();

        await member.host.sendByButton(`/me ${word('slash')}`);
        await expect(member.host.composerError).toBeVisible();
        await member.host.composer.fill('');

        await member.host.attach({name: `${word('filename')}.txt`, mimeType: 'text/plain', buffer: Buffer.from(word('filecontent'))});
        await expect(member.host.composerError).toBeVisible();

        await member.host.write(word('draft'));
        await member.host.clickChannel(clear);
        await member.host.clickChannel(sealed);
        await expect(member.host.composer).toHaveValue(word('draft'));
        await member.host.composer.fill('');

        expect(await stage.places.look(search, [member])).toEqual({});
    });
    await member.e2ee.expectState('on');
    await member.host.sendByButton('sealed again');
    await expect(member.e2ee.opened('sealed again')).toBeVisible();
});
