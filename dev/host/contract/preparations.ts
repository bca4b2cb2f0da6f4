import {leaveWindow, perform} from './steps';
import type {Stage} from './steps';
import type {Journey} from './recording';

/** Brings the page to where the recorder had it when the journey began; nothing of it is compared. */
type Preparation = (stage: Stage, journey: (name: string) => Journey) => Promise<void>;

const LEAST_WAIT_MS = 400;

async function calm({recorder}: Stage): Promise<void> {
    await recorder.settle(LEAST_WAIT_MS, 4_000);
}

async function open(stage: Stage, channel: 'probe-one' | 'probe-two'): Promise<void> {
    stage.channelId = channel === 'probe-one' ? stage.world.probeOne.id : stage.world.probeTwo.id;
    await stage.page.click(`#sidebarItem_${channel}`);
    await calm(stage);
}

/** Away and back: the composer counts as untouched again. */
async function reopen(stage: Stage): Promise<void> {
    await open(stage, 'probe-two');
    await open(stage, 'probe-one');
}

async function setModes({page}: Stage, modes: object): Promise<void> {
    await page.evaluate((value) => Object.assign(window, {probeModes: value}), modes);
}

/** The newest post of the open channel that says this. */
async function postSaying({world, channelId}: Stage, message: string): Promise<string> {
    const post = (await world.alice.posts(channelId)).find((candidate) => candidate.message === message);
    if (!post) {
        throw new Error(`No post says "${message}".`);
    }
    return post.id;
}

async function addThread(stage: Stage, message: string): Promise<void> {
    const {world, channelId} = stage;
    const root = await world.alice.createPost({channelId, message});
    await world.alice.createPost({channelId, message: `reply to ${message}`, rootId: root.id});
}

export const preparations: Record<string, Preparation> = {
    // The recorder had visited probe-one before, and loaded the page anew; only probe-two had something unread.
    'switch-channel': async (stage) => {
        const {world, page} = stage;
        await world.alice.request('POST', '/channels/members/me/view', {channel_id: world.probeOne.id});
        await world.bob.createPost({channelId: world.probeTwo.id, message: 'something unread'});
        await page.reload();
        await page.waitForSelector('#post_textbox');
        await calm(stage);
    },
    'post-enter': (stage) => open(stage, 'probe-one'),
    'reply-rhs': async (stage) => {
        stage.posts = [await postSaying(stage, 'second post by button')];
    },

    // A second reply had been written in the threads view, by which the composer was left.
    'edit-menu-save': async (stage) => {
        stage.posts = [await postSaying(stage, 'second post by button')];
        await stage.page.click('#rhsCloseButton');
        await stage.world.alice.createPost({channelId: stage.channelId, message: 'second reply', rootId: stage.posts[0]});
        await reopen(stage);
    },
    'edit-menu-cancel': async (stage, journey) => {
        stage.posts = [await postSaying(stage, 'second post by button EDITED')];
        await perform(stage, journey('edit-menu-enter'));
    },
    'edit-up-arrow': async (stage) => {
        stage.posts = [await postSaying(stage, 'second post by button EDITED again')];
    },
    'edit-in-progress-switch-channel': async (stage) => {
        stage.posts = [await postSaying(stage, 'second post by button EDITED again byup')];
    },
    'draft-switch-channel': async (stage) => {
        await stage.page.press('#edit_textbox', 'Escape');
        await calm(stage);
    },
    'failed-post-retry': (stage) => setModes(stage, {failNextPost: true}),
    'refused-post-4xx': (stage) => setModes(stage, {refuseNextPost: true}),

    // Bob had mentioned alice in the channel that was not open.
    'receive-mention-unfocused-window': async (stage) => {
        const {world, accounts} = {world: stage.world, accounts: stage.world.accounts};
        await open(stage, 'probe-two');
        await world.bob.createPost({channelId: world.probeOne.id, message: `hey @${accounts.alice.username}`});
        stage.channelId = world.probeOne.id;
        await calm(stage);
    },

    // Something had been typed into the composer since the channel was opened; the window was still behind another.
    dm: async (stage) => {
        const {world, page} = stage;
        await page.locator('#post_textbox').pressSequentially('x');
        await page.fill('#post_textbox', '');
        await stage.recorder.settle(900, 4_000);
        const [alice, bob] = [world.accounts.alice.userId, world.accounts.bob.userId];
        world.names.set([alice, bob].sort().join('__'), '<userId:bob>__<userId:alice>');
        await leaveWindow(stage);
        await calm(stage);
    },
    gm: async (stage) => {
        await leaveWindow(stage);
        await calm(stage);
    },
    'T3e-hook-mutate': async (stage) => {
        await open(stage, 'probe-one');
        await setModes(stage, {mutate: true});
    },
    'T3e-hook-reject': (stage) => setModes(stage, {reject: 'text kept on error'}),

    // Two more threads, and something unread in both direct channels.
    'logout-login': async (stage) => {
        const {world} = stage;
        await addThread(stage, 'second thread');
        await addThread(stage, 'third thread');
        await world.alice.request('POST', '/channels/members/me/view', {channel_id: world.probeOne.id});
        for (const [id, name] of world.names) {
            if (name === '<channelId:dm>' || name === '<channelId:gm>') {
                await world.bob.createPost({channelId: id, message: 'something unread'});
            }
        }
        await calm(stage);
    },
};

/** What has to be undone afterwards. */
export async function tidyUp(stage: Stage): Promise<void> {
    stage.isBehind = false;
    const [, ...others] = stage.context.pages();
    for (const page of others) {
        await page.close();
    }
    await stage.devtools.send('Emulation.setFocusEmulationEnabled', {enabled: true});
    await stage.page.bringToFront();
    await setModes(stage, {});
}
