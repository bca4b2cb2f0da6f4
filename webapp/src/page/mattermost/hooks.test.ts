import type {Post} from '@mattermost/types/posts';

import {Failure} from '../../lib/errors';
import {PLACEHOLDER} from '../../lib/placeholder';
import type {ChannelState} from '../../vault/api';
import {wordsIn} from '../ui';
import {desktopNotification, filesWillUpload, messageWillBePosted, slashCommandWillBePosted} from './hooks';
import type {HookParts} from './hooks';
import type {ClearPostVerdict} from './clear_posts';
import type {OpenedMessage} from './openings';

const words = wordsIn('en');
const on: ChannelState = {kind: 'on', sequence: 1, changedBy: 'bob', changedAtMs: 1};

function draft(more: Partial<Post> | Record<string, unknown> = {}): Post {
    return {
        channel_id: 'channel',
        root_id: '',
        message: 'words',
        props: {},
        file_ids: [],
        metadata: {priority: {priority: 'urgent'}},
        ...more,
    } as unknown as Post;
}

function sealed(post: Post): Post {
    return {...post, type: 'custom_e2ee' as Post['type'], message: PLACEHOLDER, props: {e2ee: `hVkBLL${'A'.repeat(600)}`}};
}

function parts(more: Partial<HookParts> = {}): HookParts & {shown: string[]; cancelled: string[]; commands: string[]} {
    const shown: string[] = [];
    const cancelled: string[] = [];
    const commands: string[] = [];
    return {
        words: () => words,
        resolveState: () => Promise.resolve(on),
        stateOf: () => 'on',
        seal: (post) => Promise.resolve(sealed(post)),
        hasFiles: () => false,
        uploadTargets: () => ['channel'],
        showChannel: (channelId) => shown.push(channelId),
        onCancelled: (channelId) => cancelled.push(channelId),
        runOwnCommand: (line) => {
            commands.push(line);
            return Promise.resolve();
        },
        open: () => Promise.resolve({kind: 'opening'}),
        judgeClear: () => ({kind: 'ordinary'}),
        showsTextInNotifications: () => true,
        shown,
        cancelled,
        commands,
        ...more,
    };
}

function refusal(message: string): unknown {
    return {error: {message}};
}

describe('a new post', () => {
    it('is unchanged where the channel is off', async () => {
        const post = draft();
        expect(await messageWillBePosted(parts({resolveState: () => Promise.resolve({kind: 'off'})}))(post)).toEqual({post});
    });

    it('is sealed where it is on', async () => {
        expect(await messageWillBePosted(parts())(draft())).toEqual({post: sealed(draft())});
    });

    it('that was sealed before passes as it is, and gets back the type that the host dropped', async () => {
        const seal = jest.fn();
        const post = {...sealed(draft()), type: '' as Post['type']};
        expect(await messageWillBePosted(parts({seal}))(post)).toEqual({post: sealed(draft())});
        expect(seal).not.toHaveBeenCalled();
    });

    it('is refused, with the reason, where the state is not known', async () => {
        const hook = messageWillBePosted(parts({resolveState: () => Promise.resolve({kind: 'unknown', code: 'server_unavailable'})}));
        expect(await hook(draft())).toEqual(refusal(words.refusal({code: 'server_unavailable'})));
    });

    it('is refused until the member agreed to a switch, and shows it to them', async () => {
        const given = parts({
            resolveState: () => Promise.resolve({kind: 'off_unconfirmed', sequence: 2, changedBy: 'bob', changedAtMs: 1}),
        });
        expect(await messageWillBePosted(given)(draft())).toEqual(refusal(words.lock('off_unconfirmed')));
        expect(given.shown).toEqual(['channel']);
    });

    it.each<[string, Partial<Post> | Record<string, unknown>, string]>([
        ['burn-on-read', {type: 'burn_on_read'}, words.unsupported('burn_on_read')],
        ['of a type of another plugin', {type: 'custom_poll'}, words.refusal({code: 'not_supported_here'})],
        ['under another name', {props: {override_username: 'x'}}, words.refusal({code: 'not_supported_here'})],
        ['with files', {file_ids: ['file']}, words.unsupported('file')],
    ])('%s is refused in words', async (_, more, message) => {
        const seal = jest.fn();
        expect(await messageWillBePosted(parts({seal}))(draft(more))).toEqual(refusal(message));
        expect(seal).not.toHaveBeenCalled();
    });

    it('is refused for files that only its draft knows of', async () => {
        expect(await messageWillBePosted(parts({hasFiles: () => true}))(draft())).toEqual(refusal(words.unsupported('file')));
    });

    it('stays where it is when the member cancels, without a word', async () => {
        const given = parts({seal: () => Promise.resolve(undefined)});
        expect(await messageWillBePosted(given)(draft())).toEqual(refusal(''));
        expect(given.cancelled).toEqual(['channel']);
    });

    it('leads to set-up where there is no key', async () => {
        const given = parts({seal: () => Promise.reject(new Failure('not_set_up'))});
        expect(await messageWillBePosted(given)(draft())).toEqual(refusal(words.refusal({code: 'not_set_up'})));
        expect(given.shown).toEqual(['channel']);
    });

    it.each<[string, Partial<HookParts>]>([
        ['sealing', {seal: () => Promise.reject(new TypeError('a bug'))}],
        ['asking for the state', {resolveState: () => Promise.reject(new TypeError('a bug'))}],
        [
            'looking for files',
            {
                hasFiles: () => {
                    throw new TypeError('a bug');
                },
            },
        ],
    ])('is never sent as it was typed when %s breaks', async (_, broken) => {
        expect(await messageWillBePosted(parts(broken))(draft())).toEqual(refusal(words.refusal({code: 'invariant'})));
    });
});

describe('a slash command', () => {
    const args = {channel_id: 'channel', team_id: 'team', root_id: ''};

    it('passes where the channel is off', async () => {
        const hook = slashCommandWillBePosted(parts({resolveState: () => Promise.resolve({kind: 'off'})}));
        expect(await hook('/me waves', args)).toEqual({message: '/me waves', args});
    });

    it.each(['/me waves', '/header secret', '/e2eex', '/shrug'])('%s is refused in words where it is on', async (line) => {
        expect(await slashCommandWillBePosted(parts())(line, args)).toEqual(refusal(words.unsupported('command')));
    });

    it.each(['/var/log/secret', '/home/alice is full', '/ spaced'])(
        '%s can be sent as a message, by the offer of the host',
        async (line) => {
            expect(await slashCommandWillBePosted(parts())(line, args)).toEqual({
                error: {message: words.unsupported('command'), server_error_id: 'api.command.execute_command.not_found.app_error'},
            });
        },
    );

    it.each(['/e2ee', '/e2ee status', '/E2EE help', '/e2ee nonsense'])('%s is run here in every channel', async (line) => {
        for (const state of [on, {kind: 'off'}, {kind: 'unknown', code: 'offline'}] as const) {
            const given = parts({resolveState: () => Promise.resolve(state)});
            expect(await slashCommandWillBePosted(given)(line, args)).toEqual({});
            expect(given.commands).toEqual([line]);
        }
    });

    it('is refused where the state is not known, and when anything breaks', async () => {
        const unknown = slashCommandWillBePosted(parts({resolveState: () => Promise.resolve({kind: 'unknown', code: 'offline'})}));
        expect(await unknown('/me waves', args)).toEqual(refusal(words.refusal({code: 'offline'})));
        const broken = slashCommandWillBePosted(parts({runOwnCommand: () => Promise.reject(new TypeError('a bug'))}));
        expect(await broken('/e2ee start', args)).toEqual(refusal(words.refusal({code: 'invariant'})));
    });
});

describe('files', () => {
    const files = [new File(['x'], 'x.txt')];
    const upload = (): void => undefined;

    it('pass where the channel is off', () => {
        expect(filesWillUpload(parts({stateOf: () => 'off'}))(files, upload)).toEqual({files});
    });

    it.each(['on', 'off_unconfirmed'] as const)('are refused in words where it is %s', (state) => {
        expect(filesWillUpload(parts({stateOf: () => state}))(files, upload)).toEqual({files: null, message: words.unsupported('file')});
    });

    it('are left to the guard, which can ask, where nothing is known yet', () => {
        expect(filesWillUpload(parts({stateOf: () => 'unknown'}))(files, upload)).toEqual({files});
    });

    it('are left to the guard where they may be meant for a channel that is off', () => {
        const given = parts({uploadTargets: () => ['off', 'on'], stateOf: (channelId) => (channelId === 'off' ? 'off' : 'on')});
        expect(filesWillUpload(given)(files, upload)).toEqual({files});
    });

    it('are refused when anything breaks', () => {
        const broken = parts({
            uploadTargets: () => {
                throw new TypeError('a bug');
            },
        });
        expect(filesWillUpload(broken)(files, upload)).toEqual({files: null, message: ''});
    });
});

describe('a desktop notification', () => {
    const args = {title: 'Team', body: '@bob: 🔒 Encrypted message @alice', silent: false, soundName: 'Bing', url: '/', notify: true};
    const message: OpenedMessage = {
        kind: 'message',
        postId: 'post',
        text: '**Hello**   `alice`',
        mentions: [],
        uid: 'uid',
        sequence: 0,
        signedAtMs: 1,
        revision: 0,
        marks: [],
    };
    const opened = parts({open: () => Promise.resolve({kind: 'opened', message, isVerified: true})});
    const notify = (given: HookParts, post = sealed(draft())) => desktopNotification(given)(post, {}, {}, 'team', args);

    it('shows the opened text', async () => {
        expect(await notify(opened)).toEqual({args: {...args, body: '@bob: Hello alice'}});
    });

    it('only says that there is a message, where the member chose so or it cannot be read', async () => {
        const without = {args: {...args, body: `@bob: ${words.notificationWithoutText()}`}};
        expect(await notify({...opened, showsTextInNotifications: () => false})).toEqual(without);
        expect(await notify(parts({open: () => Promise.resolve({kind: 'unreadable', code: 'signature_invalid'})}))).toEqual(without);
    });

    it('says first that a post is not encrypted where others are, and shows nothing that took the place of a sealed text', async () => {
        const body = async (verdict: ClearPostVerdict) => {
            const {args: shown} = await notify(parts({judgeClear: () => verdict}), draft());
            return shown.body;
        };
        expect(await body({kind: 'not_encrypted'})).toBe(`Not encrypted, author not proved. ${args.body}`);
        expect(await body({kind: 'exempt_bot', username: 'jira'})).toBe(`Not encrypted: from the bot jira. ${args.body}`);
        expect(await body({kind: 'was_sealed'})).not.toContain('@bob');
    });

    it('of any other post is left alone, and so is one that breaks', async () => {
        expect(await notify(opened, draft())).toEqual({args});
        expect(await notify(parts({open: () => Promise.reject(new TypeError('a bug'))}))).toEqual({args});
    });
});
