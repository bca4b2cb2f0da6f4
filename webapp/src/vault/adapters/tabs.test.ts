import type {TabMessage, Tabs} from '../identity/tabs';
import {MemoryTabs} from './memory/tabs_memory';
import {BroadcastTabs} from './tabs_broadcast';

const memory = new Map<string, Set<MemoryTabs>>();

function memoryTabs(userId: string): MemoryTabs {
    const all = memory.get(userId) ?? new Set();
    memory.set(userId, all);
    return new MemoryTabs(all);
}

const KINDS: ReadonlyArray<readonly [string, (userId: string) => Tabs]> = [
    ['BroadcastChannel', (userId) => new BroadcastTabs(userId)],
    ['memory', memoryTabs],
];

// An open channel would keep the test process alive, also after a failed test.
const opened: Tabs[] = [];
afterEach(() => opened.splice(0).forEach((tabs) => tabs.close()));

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe.each(KINDS)('tabs by %s', (_name, create) => {
    const open = (userId: string) => {
        const tabs = create(userId);
        opened.push(tabs);
        return tabs;
    };

    test('tell the other tabs of the same member, and nobody else', async () => {
        const [first, second, stranger] = [open('ann'), open('ann'), open('ben')];
        const heard: Array<[string, TabMessage]> = [];
        first.onMessage((message) => heard.push(['first', message]));
        second.onMessage((message) => heard.push(['second', message]));
        stranger.onMessage((message) => heard.push(['stranger', message]));

        first.tell({kind: 'channel_changed', channelId: 'one'});
        second.tell({kind: 'own_changed'});
        await settled();
        expect(heard).toHaveLength(2);
        expect(heard).toContainEqual(['second', {kind: 'channel_changed', channelId: 'one'}]);
        expect(heard).toContainEqual(['first', {kind: 'own_changed'}]);
    });

    test('a closed tab hears nothing more', async () => {
        const [first, second] = [open('ann'), open('ann')];
        const heard: TabMessage[] = [];
        second.onMessage((message) => heard.push(message));
        second.close();
        first.tell({kind: 'own_changed'});
        await settled();
        expect(heard).toEqual([]);
    });
});

test('words of another version are ignored', async () => {
    const tabs = new BroadcastTabs('ann');
    const heard: TabMessage[] = [];
    tabs.onMessage((message) => heard.push(message));
    const other = new BroadcastChannel('app.e2ee/ann');
    opened.push(tabs, {close: () => other.close(), tell: () => undefined, onMessage: () => undefined});
    for (const words of [null, 'own_changed', {kind: 'later'}, {kind: 'channel_changed'}, {kind: 'channel_changed', channelId: 1}]) {
        other.postMessage(words);
    }
    other.postMessage({kind: 'own_changed', more: 1});
    await settled();
    expect(heard).toEqual([{kind: 'own_changed'}]);
});
