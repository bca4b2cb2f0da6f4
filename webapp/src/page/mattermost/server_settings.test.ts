import {Failure} from '../../lib/errors';
import type {ServerConfig} from './host/api';
import {ServerSettings} from './server_settings';

function configOf(more: Partial<ServerConfig>): Promise<ServerConfig> {
    return Promise.resolve({mentionsInPlaceholder: true, exemptBots: {}, mail: false, keyServer: '', wkdDomains: [], ...more});
}

function setting() {
    const answers = {config: () => configOf({mentionsInPlaceholder: false, exemptBots: {bot: 'jira'}})};
    const config = jest.fn(() => answers.config());
    return {settings: new ServerSettings({config}), config, answers};
}

it('asks once, also for two at the same time', async () => {
    const {settings, config} = setting();
    expect(await Promise.all([settings.mentionsInPlaceholder(), settings.mentionsInPlaceholder()])).toEqual([false, false]);
    await settings.mentionsInPlaceholder();
    expect(config).toHaveBeenCalledTimes(1);
});

it('never guesses for a sender', async () => {
    const {settings, answers} = setting();
    answers.config = () => Promise.reject(new Failure('offline'));
    settings.prefetch();
    await expect(settings.mentionsInPlaceholder()).rejects.toMatchObject({code: 'offline'});
    answers.config = () => configOf({});
    expect(await settings.mentionsInPlaceholder()).toBe(true);
});

it('shows the default while it does not know, and what it knew last while it asks again', async () => {
    const {settings, config} = setting();
    expect(settings.peekMentionsInPlaceholder()).toBe(true);
    expect(settings.peekExemptBot('bot')).toBeUndefined();
    await settings.mentionsInPlaceholder();
    expect(settings.peekMentionsInPlaceholder()).toBe(false);
    expect(settings.peekExemptBot('bot')).toBe('jira');
    expect(settings.peekExemptBot('anybody')).toBeUndefined();
    expect(settings.peekExemptBot('constructor')).toBeUndefined();
    settings.forget();
    expect(settings.peekMentionsInPlaceholder()).toBe(false);
    await settings.mentionsInPlaceholder();
    expect(config).toHaveBeenCalledTimes(2);
});
