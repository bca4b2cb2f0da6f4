/**
 * An answer that only its reader sees: put into the host's store as the host's own ephemeral messages are, never sent.
 *
 * @packageDocumentation
 */
import type {Place} from './composers';
import type {HostState, HostStore} from './state';

export function answerLocally(store: HostStore, {channelId, rootId}: Place, message: string, nowMs: number): void {
    const post = {
        id: randomId(),
        user_id: '0',
        channel_id: channelId,
        root_id: rootId,
        message,
        type: 'system_ephemeral',
        create_at: nowMs,
        update_at: nowMs,
        edit_at: 0,
        delete_at: 0,
        props: {},
        metadata: {},
    };
    store.dispatch({type: 'RECEIVED_NEW_POST', data: post, features: {crtEnabled: hasCollapsedThreads(store.getState())}});
}

/** The host's form of an id: 26 characters. */
function randomId(): string {
    const alphabet = 'ybndrfg8ejkmcpqxot1uwisza345h769';
    return [...crypto.getRandomValues(new Uint8Array(26))].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
}

function hasCollapsedThreads(state: HostState): boolean {
    const choice: string | undefined = state.entities.general.config.CollapsedThreads;
    const preference = state.entities.preferences.myPreferences['display_settings--collapsed_reply_threads']?.value;
    return choice === 'always_on' || (choice !== 'disabled' && (preference ?? (choice === 'default_on' ? 'on' : 'off')) === 'on');
}
