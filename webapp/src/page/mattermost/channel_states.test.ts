import type {ChannelId, ChannelResult, ChannelState, ChannelsResult} from '../../vault/api';
import type {ChannelSource} from './channel_states';
import {ChannelStates} from './channel_states';

const off: ChannelState = {kind: 'off'};
const on: ChannelState = {kind: 'on', sequence: 1, changedBy: 'bob', changedAtMs: 1};

class FakeSource implements ChannelSource {
    readonly asked: ChannelId[] = [];
    all: ChannelsResult = {kind: 'channels', channels: {clear: off, sealed: on}};
    one: ChannelResult = {kind: 'channel', channel: on};

    channels = (): Promise<ChannelsResult> => Promise.resolve(this.all);

    channel = (channelId: ChannelId): Promise<ChannelResult> => {
        this.asked.push(channelId);
        return Promise.resolve(this.one);
    };
}

async function loaded(): Promise<{states: ChannelStates; source: FakeSource}> {
    const states = new ChannelStates();
    const source = new FakeSource();
    states.begin(source);
    await states.reload();
    return {states, source};
}

it('knows nothing at first, which is not off', () => {
    expect(new ChannelStates().get('clear')).toEqual({kind: 'unknown', code: 'not_loaded'});
});

it('answers from memory once loaded', async () => {
    const {states, source} = await loaded();
    expect(states.get('clear')).toEqual(off);
    expect(await states.resolve('sealed')).toEqual(on);
    expect(source.asked).toEqual([]);
});

it('asks once for a channel that it was not told about', async () => {
    const {states, source} = await loaded();
    const answers = await Promise.all([states.resolve('fresh'), states.resolve('fresh')]);
    expect(answers).toEqual([on, on]);
    expect(source.asked).toEqual(['fresh']);
});

it('stays at unknown, with the reason, where asking fails', async () => {
    const {states, source} = await loaded();
    source.one = {kind: 'failed', code: 'offline'};
    expect(await states.resolve('fresh')).toEqual({kind: 'unknown', code: 'offline'});

    source.one = {kind: 'channel', channel: off};
    expect(await states.resolve('fresh')).toEqual(off);
});

it('does not believe in off any more between the news and the answer', async () => {
    const {states} = await loaded();
    const asked = states.news('clear');
    expect(states.get('clear').kind).toBe('unknown');
    await asked;
    expect(states.get('clear')).toEqual(on);
});

it('believes no answer to a question that a later one has overtaken', async () => {
    const answers: Array<(state: ChannelState) => void> = [];
    const states = new ChannelStates();
    states.begin({
        channels: () => Promise.resolve({kind: 'channels', channels: {}}),
        channel: () => new Promise((resolve) => answers.push((channel) => resolve({kind: 'channel', channel}))),
    });
    const early = states.resolve('channel');
    const late = states.news('channel');
    answers[0]?.(off);
    await Promise.resolve();
    expect(states.get('channel').kind).toBe('unknown');
    answers[1]?.(on);
    await late;
    expect(await early).toEqual(on);
    expect(states.get('channel')).toEqual(on);
});

it('keeps believing in on between the news and the answer', async () => {
    const {states} = await loaded();
    const asked = states.news('sealed');
    expect(states.get('sealed')).toEqual(on);
    await asked;
});

it('forgets every off, and no on, when all channels could not be asked', async () => {
    const {states, source} = await loaded();
    source.all = {kind: 'failed', code: 'offline'};
    await states.reload();
    expect(states.get('clear')).toEqual({kind: 'unknown', code: 'offline'});
    expect(states.get('sealed')).toEqual(on);
});

it('keeps what it was told while all channels were being asked, unless that would make one clear', async () => {
    const {states, source} = await loaded();
    const unknown: ChannelState = {kind: 'unknown', code: 'policy_contradicts'};
    source.all = {kind: 'channels', channels: {clear: off, sealed: on, other: off}};
    const asked = states.reload();
    states.set('clear', unknown);
    states.set('sealed', off);
    source.one = {kind: 'failed', code: 'offline'};
    await states.news('other');
    await asked;
    expect(states.get('clear')).toEqual(unknown);
    expect(states.get('sealed')).toEqual(on);
    expect(states.get('other')).toEqual(off);

    // The next question is asked after that news.
    source.all = {kind: 'channels', channels: {clear: off}};
    await states.reload();
    expect(states.get('clear')).toEqual(off);
});

it('keeps what it knew last after it was retired, and asks nobody', async () => {
    const {states, source} = await loaded();
    states.retire();
    expect(states.get('clear')).toEqual(off);
    expect(states.get('sealed')).toEqual(on);
    expect(await states.resolve('fresh')).toEqual({kind: 'unknown', code: 'vault_gone'});
    expect(source.asked).toEqual([]);
});

it('says after it was retired that only a new page helps, also where something else was in the way before', async () => {
    const {states} = await loaded();
    states.set('offline', {kind: 'unknown', code: 'offline'});
    states.retire();
    expect(await states.resolve('offline')).toEqual({kind: 'unknown', code: 'vault_gone'});

    states.begin(new FakeSource());
    expect(states.get('offline')).toEqual({kind: 'unknown', code: 'not_loaded'});
});

it('drops an answer meant for the member before', async () => {
    const {states} = await loaded();
    const late = states.resolve('fresh');
    states.begin(new FakeSource());
    await late;
    expect(states.isListed('fresh')).toBe(false);
});

it('tells its listeners', async () => {
    const {states} = await loaded();
    const listener = jest.fn();
    const stop = states.subscribe(listener);
    states.set('clear', on);
    expect(listener).toHaveBeenCalledTimes(1);
    stop();
    states.set('clear', off);
    expect(listener).toHaveBeenCalledTimes(1);
});
