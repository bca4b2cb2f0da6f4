import {PARTS, flipBit} from '../support/envelope';
import {ENVELOPE_PROP} from '../support/plugin';
import {expect, test, type Member, type Stage} from '../support/stage';

/** What the server is made to hold is read afresh, by the server (which keeps pages of posts in memory) and by the page. */
async function readAgain(stage: Stage, member: Member): Promise<void> {
    await stage.forgetAtHost();
    await member.host.reload();
}

async function envelopeOf(stage: Stage, postId: string): Promise<string> {
    const {props} = await stage.database.post(postId);
    const envelope = props[ENVELOPE_PROP];
    if (typeof envelope !== 'string') {
        throw new Error(`${postId} is not sealed`);
    }
    return envelope;
}

test('a stored post with one bit flipped, wherever it is, does not prove its author', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('flips', {members: [ann, ben]});
    const [writer, reader] = await stage.encrypted(channel, ann, ben);
    const posts = new Map<string, {id: string; envelope: string}>();
    for (const part of PARTS) {
        const text = `before the flip in the ${part}`;
        await writer.host.sendByEnter(text);
        const id = await writer.e2ee.storedId(text);
        posts.set(part, {id, envelope: await envelopeOf(stage, id)});
    }
    await readAgain(stage, reader);
    for (const [part, {id}] of posts) {
        await expect(reader.e2ee.opened(`before the flip in the ${part}`, reader.host.post(id))).toBeVisible();
    }

    for (const part of PARTS) {
        const {id, envelope} = posts.get(part) ?? {id: '', envelope: ''};
        await stage.database.tampering.replaceEnvelope(id, flipBit(envelope, part));
    }
    await readAgain(stage, reader);
    for (const {id} of posts.values()) {
        const post = reader.host.post(id);
        await expect(reader.e2ee.unreadable('signature_invalid', post)).toContainText("Doesn't prove its author");
        await expect(post).not.toContainText('before the flip');
    }

    for (const {id, envelope} of posts.values()) {
        await stage.database.tampering.replaceEnvelope(id, envelope);
    }
    await readAgain(stage, reader);
    for (const [part, {id}] of posts) {
        await expect(reader.e2ee.opened(`before the flip in the ${part}`, reader.host.post(id))).toBeVisible();
    }
});

test('what is no envelope at all is called damaged', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const channel = await stage.channel('damaged', {members: [ann, ben]});
    const [writer, reader] = await stage.encrypted(channel, ann, ben);
    await writer.host.sendByEnter('whole');
    await expect(reader.e2ee.opened('whole')).toBeVisible();
    const id = await writer.e2ee.storedId('whole');
    const envelope = await envelopeOf(stage, id);

    await stage.database.tampering.replaceEnvelope(id, envelope.slice(0, -1));
    await readAgain(stage, reader);
    await expect(reader.e2ee.unreadable('envelope_malformed', reader.host.post(id))).toContainText('This post is damaged');
});
