import {PLACEHOLDER} from '../../lib/placeholder';
import type {EgressBody, HostFacts, KnownState, Verdict} from './request';
import {ruleFor} from './rules';

const OFF = 'offchannel'.padEnd(26, 'a');
const ON = 'onchannel'.padEnd(26, 'b');
const LEFT = 'leftchannel'.padEnd(26, 'c');
const UNKNOWN = 'unknownchannel'.padEnd(26, 'd');
const CLEAR_POST = 'clearpost'.padEnd(26, 'e');
const CLEAR_POST_IN_ON = 'clearpostinon'.padEnd(26, 'f');
const SEALED_POST = 'sealedpost'.padEnd(26, 'g');
const SEALED_POST_IN_OFF = 'sealedpostinoff'.padEnd(26, 'h');
const FOREIGN_POST = 'foreignpost'.padEnd(26, 'i');
const TEAM = 'team'.padEnd(26, 'j');

const ENVELOPE = `hVkBLL${'A'.repeat(600)}`;
const STATES: Record<string, KnownState> = {[OFF]: 'off', [ON]: 'on', [LEFT]: 'off_unconfirmed'};
const CHANNELS: Record<string, string> = {[CLEAR_POST]: OFF, [CLEAR_POST_IN_ON]: ON, [SEALED_POST]: ON, [SEALED_POST_IN_OFF]: OFF};

const pass: Verdict = {kind: 'pass'};
const refused: Verdict = {kind: 'refuse', code: 'not_supported_here'};
const overtaken: Verdict = {kind: 'refuse', code: 'conflict'};
const ask: Verdict = {kind: 'ask', channelId: UNKNOWN};

function facts(focused: string | undefined, open: readonly string[]): HostFacts {
    return {
        stateOf: (channelId) => STATES[channelId] ?? 'unknown',
        channelOfPost: (postId) => CHANNELS[postId],
        isSealedPost: (postId) => postId === SEALED_POST || postId === SEALED_POST_IN_OFF,
        focusedChannel: () => focused,
        openChannels: () => open,
    };
}

function decide(route: string, body: EgressBody, focused?: string, open = focused === undefined ? [] : [focused]): Verdict | undefined {
    const [method = '', url = ''] = route.split(' ');
    const [path = '', query = ''] = url.split('?');
    return ruleFor(method, path)?.({method, path, query: new URLSearchParams(query), body}, facts(focused, open));
}

function json(value: Record<string, unknown>): EgressBody {
    return {kind: 'json', value};
}

const none: EgressBody = {kind: 'none'};

function sealedPost(channelId: string): Record<string, unknown> {
    return {
        channel_id: channelId,
        type: 'custom_e2ee',
        message: `${PLACEHOLDER} @bob`,
        props: {e2ee: ENVELOPE, disable_group_highlight: true},
        file_ids: [],
    };
}

describe('new posts', () => {
    it('pass in clear where the channel is off, and nowhere else', () => {
        const clear = (channelId: string): EgressBody => json({channel_id: channelId, message: 'words', props: {}});

        expect(decide('POST /posts', clear(OFF))).toEqual(pass);
        expect(decide('POST /posts', clear(ON))).toEqual(overtaken);
        expect(decide('POST /posts', clear(LEFT))).toEqual(overtaken);
        expect(decide('POST /posts', clear(UNKNOWN))).toEqual(ask);
    });

    it('pass sealed in every channel', () => {
        for (const channelId of [OFF, ON, LEFT, UNKNOWN]) {
            expect(decide('POST /posts', json(sealedPost(channelId)))).toEqual(pass);
        }
    });

    it.each([
        ['another type', {type: ''}],
        ['burn-on-read', {type: 'burn_on_read'}],
        ['text instead of the placeholder', {message: 'words'}],
        ['text after the placeholder', {message: `${PLACEHOLDER} words`}],
        ['text on a second line', {message: `${PLACEHOLDER}\n@bob`}],
        ['no envelope', {props: {}}],
        ['text in the place of the envelope', {props: {e2ee: 'words'}}],
        ['an envelope that is no string', {props: {e2ee: {text: 'words'}}}],
        ['an attachment beside it', {props: {e2ee: ENVELOPE, attachments: [{text: 'words'}]}}],
        ['another name beside it', {props: {e2ee: ENVELOPE, override_username: 'bob'}}],
        ['a file', {file_ids: ['file']}],
        ['no props', {props: null}],
    ])('are refused with %s', (_, change) => {
        expect(decide('POST /posts', json(sealedPost(ON)))).toEqual(pass);
        expect(decide('POST /posts', json({...sealedPost(ON), ...change}))).toEqual(overtaken);
    });

    it('are refused without a channel, and when they cannot be read', () => {
        expect(decide('POST /posts', json({message: 'words'}))).toEqual(overtaken);
        expect(decide('POST /posts', {kind: 'opaque'})).toEqual(overtaken);
        expect(decide('POST /posts', none)).toEqual(overtaken);
    });
});

describe.each([`PUT /posts/ID/patch`, `PUT /posts/ID`])('edits by %s', (route) => {
    const edit = json({message: 'words'});
    const of = (postId: string): string => route.replace('ID', postId);

    it('pass for a clear post of a channel that is off', () => {
        expect(decide(of(CLEAR_POST), edit)).toEqual(pass);
    });

    it('are refused for clear posts of an encrypted channel', () => {
        expect(decide(of(CLEAR_POST_IN_ON), edit)).toEqual(refused);
    });

    it('are refused for sealed posts, also where encryption was switched off since', () => {
        expect(decide(of(SEALED_POST), edit)).toEqual(refused);
        expect(decide(of(SEALED_POST_IN_OFF), edit)).toEqual(refused);
        expect(decide(of(SEALED_POST), json({props: {}}))).toEqual(refused);
        expect(decide(of(SEALED_POST), json({file_ids: []}))).toEqual(refused);
    });

    it('pass where they carry nothing that anybody wrote', () => {
        expect(decide(of(SEALED_POST), json({is_pinned: true}))).toEqual(pass);
    });

    it('are refused for a post whose channel cannot be told, and decided by the body where that names it', () => {
        expect(decide(of(FOREIGN_POST), edit)).toEqual(refused);
        expect(decide(of(FOREIGN_POST), json({message: 'words', channel_id: OFF}))).toEqual(pass);
        expect(decide(of(FOREIGN_POST), json({message: 'words', channel_id: UNKNOWN}))).toEqual(ask);
    });
});

describe('restored versions', () => {
    it('pass for clear posts of a clear channel only', () => {
        expect(decide(`POST /posts/${CLEAR_POST}/restore/v1`, none)).toEqual(pass);
        expect(decide(`POST /posts/${CLEAR_POST_IN_ON}/restore/v1`, none)).toEqual(refused);
        expect(decide(`POST /posts/${SEALED_POST}/restore/v1`, none)).toEqual(refused);
        expect(decide(`POST /posts/${SEALED_POST_IN_OFF}/restore/v1`, none)).toEqual(refused);
        expect(decide(`POST /posts/${FOREIGN_POST}/restore/v1`, none)).toEqual(refused);
    });
});

describe.each([
    ['POST /posts/schedule', (channelId: string) => json(sealedPost(channelId))],
    ['PUT /posts/schedule/some', (channelId: string) => json({channel_id: channelId, message: 'words'})],
    ['POST /posts/rewrite', (channelId: string) => json({channel_id: channelId, message: 'words'})],
    ['POST /posts/ephemeral', (channelId: string) => json({user_id: 'someone', post: {channel_id: channelId, message: 'words'}})],
    ['POST /commands/execute', (channelId: string) => json({channel_id: channelId, command: '/me words'})],
    ['POST /files', (channelId: string): EgressBody => ({kind: 'form', channelId})],
    ['POST /uploads', (channelId: string) => json({channel_id: channelId, filename: 'words.txt'})],
])('%s', (route, bodyFor) => {
    it('passes where the channel is off and nowhere else', () => {
        expect(decide(route, bodyFor(OFF))).toEqual(pass);
        expect(decide(route, bodyFor(ON))).toEqual(refused);
        expect(decide(route, bodyFor(LEFT))).toEqual(refused);
        expect(decide(route, bodyFor(UNKNOWN))).toEqual(ask);
    });

    it('is refused where no channel can be told', () => {
        expect(decide(route, none)).toEqual(refused);
    });
});

describe('files', () => {
    it('are decided by the query where the body is the bare file', () => {
        expect(decide(`POST /files?channel_id=${OFF}&filename=words.txt`, {kind: 'opaque'})).toEqual(pass);
        expect(decide(`POST /files?channel_id=${ON}&filename=words.txt`, {kind: 'opaque'})).toEqual(refused);
    });

    it('are decided by the form, whatever the query says', () => {
        expect(decide(`POST /files?channel_id=${OFF}`, {kind: 'form', channelId: ON})).toEqual(refused);
    });
});

describe('rewriting', () => {
    const draft = json({agent_id: 'agent', message: 'words'});

    it('is decided by the thread, else by the composer in use', () => {
        expect(decide('POST /posts/rewrite', json({message: 'words', root_id: CLEAR_POST}), ON)).toEqual(pass);
        expect(decide('POST /posts/rewrite', json({message: 'words', root_id: SEALED_POST}), OFF)).toEqual(refused);
        expect(decide('POST /posts/rewrite', draft, OFF)).toEqual(pass);
        expect(decide('POST /posts/rewrite', draft, ON)).toEqual(refused);
        expect(decide('POST /posts/rewrite', draft, undefined, [OFF, OFF])).toEqual(pass);
        expect(decide('POST /posts/rewrite', draft, undefined, [OFF, ON])).toEqual(refused);
    });
});

describe('drafts', () => {
    it('pass where the channel is off', () => {
        expect(decide('POST /drafts', json({channel_id: OFF, message: 'words'}))).toEqual(pass);
    });

    it.each([ON, LEFT, UNKNOWN])('are answered at once, as the server would, in %s', (channelId) => {
        const draft = {channel_id: channelId, message: 'words'};
        expect(decide('POST /drafts', json(draft))).toEqual({kind: 'answer', status: 201, body: draft});
    });

    it('are answered where no channel can be told', () => {
        expect(decide('POST /drafts', {kind: 'opaque'})).toEqual({kind: 'answer', status: 201, body: {}});
    });
});

describe('our own command', () => {
    it('passes with its own words and no others', () => {
        expect(decide('POST /commands/execute', json({channel_id: ON, command: '/e2ee status'}))).toEqual(pass);
        expect(decide('POST /commands/execute', json({channel_id: ON, command: '/e2ee status words'}))).toEqual(refused);
        expect(decide('POST /commands/execute', json({channel_id: ON, command: '/e2eewords'}))).toEqual(refused);
    });
});

describe('suggestions', () => {
    const commands = (text: string, channelId: string): string =>
        `GET /teams/${TEAM}/commands/autocomplete_suggestions?user_input=${encodeURIComponent(text)}&channel_id=${channelId}`;
    const users = (text: string, channelId: string): string =>
        `GET /users/autocomplete?name=${encodeURIComponent(text)}&in_channel=${channelId}`;
    const channels = (text: string): string => `GET /teams/${TEAM}/channels/autocomplete?name=${encodeURIComponent(text)}`;
    const groups = (text: string): string => `GET /groups?q=${encodeURIComponent(text)}`;
    const nobody: Verdict = {kind: 'answer', status: 200, body: {users: [], out_of_channel: [], agents: []}};
    const nothing: Verdict = {kind: 'answer', status: 200, body: []};

    it('for a command ask with the trigger only', () => {
        expect(decide(commands('/me', ON), none)).toEqual(pass);
        expect(decide(commands('/e2ee sta', ON), none)).toEqual(pass);
        expect(decide(commands('/me words', OFF), none)).toEqual(pass);
        for (const channelId of [ON, LEFT, UNKNOWN]) {
            expect(decide(commands('/me words', channelId), none)).toEqual(nothing);
        }
        expect(decide(commands('/me ', ON), none)).toEqual(nothing);
        expect(decide(commands('/path/to/words', ON), none)).toEqual(nothing);
        expect(decide(commands('/e2ee sta words', ON), none)).toEqual(nothing);
    });

    it('for people ask with the word being typed only', () => {
        expect(decide(users('bob.b', ON), none)).toEqual(pass);
        expect(decide(users('bob is words', OFF), none)).toEqual(pass);
        for (const channelId of [ON, LEFT, UNKNOWN]) {
            expect(decide(users('bob is words', channelId), none)).toEqual(nobody);
        }
        expect(decide(users('b'.repeat(65), ON), none)).toEqual(nobody);
    });

    it('for people pass from a box that belongs to no composer, such as the channel switcher', () => {
        expect(decide('GET /users/autocomplete?name=Bob%20Builder', none)).toEqual(pass);
        expect(decide('GET /users/autocomplete?name=Bob%20Builder', none, ON)).toEqual(nobody);
    });

    it('for channels and groups are decided by the composers that are open', () => {
        for (const ask of [channels, groups]) {
            expect(decide(ask('town-sq'), none, ON)).toEqual(pass);
            expect(decide(ask('town words'), none, OFF)).toEqual(pass);
            expect(decide(ask('town words'), none)).toEqual(pass);
            expect(decide(ask('town words'), none, ON)).toEqual(nothing);
            expect(decide(ask('town words'), none, UNKNOWN)).toEqual(nothing);

            // The focus has gone elsewhere since the words were typed.
            expect(decide(ask('town words'), none, undefined, [OFF, OFF])).toEqual(pass);
            expect(decide(ask('town words'), none, undefined, [OFF, ON])).toEqual(nothing);
            expect(decide(ask('town words'), none, OFF, [OFF, ON])).toEqual(nothing);
        }
    });
});

describe('the table of routes', () => {
    it.each([
        'GET /posts',
        'DELETE /drafts',
        `DELETE /posts/schedule/some`,
        `POST /posts/${SEALED_POST}/pin`,
        'POST /reactions',
        'GET /files',
    ])('has no rule for %s', (route) => {
        const [method = '', path = ''] = route.split(' ');
        expect(ruleFor(method, path)).toBeUndefined();
    });

    it('knows a method in any spelling', () => {
        expect(ruleFor('post', '/posts')).toBe(ruleFor('POST', '/posts'));
    });
});
