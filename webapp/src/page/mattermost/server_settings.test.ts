import {Failure} from '../../lib/errors';
import {ServerSettings} from './server_settings';

function setting() {
    const answers = {config: () => Promise.resolve({mentionsInPlaceholder: false})};
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
    answers.config = () => Promise.resolve({mentionsInPlaceholder: true});
    expect(await settings.mentionsInPlaceholder()).toBe(true);
});

it('shows the default while it does not know, and asks again after it forgot', async () => {
    const {settings, config} = setting();
    expect(settings.peekMentionsInPlaceholder()).toBe(true);
    await settings.mentionsInPlaceholder();
    expect(settings.peekMentionsInPlaceholder()).toBe(false);
    settings.forget();
    expect(settings.peekMentionsInPlaceholder()).toBe(true);
    await settings.mentionsInPlaceholder();
    expect(config).toHaveBeenCalledTimes(2);
});
