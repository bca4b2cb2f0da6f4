/**
 * Puts the guard in place with the facts of this page.
 *
 * @packageDocumentation
 */
import {SEALED_POST_TYPE} from '../../lib/sealed_post';
import {ENVELOPE_PROP} from '../egress/envelope_shape';
import {mayLoadPicture, tellsSomebody} from '../egress/pictures';
import type {HostFacts} from '../egress/request';
import type {Words} from '../ui';
import type {ChannelStates} from './channel_states';
import {egressGate} from './egress_gate';
import {takePictureGuard} from './guarded_pictures';
import {focusedChannel, openChannels, placeOfPicture} from './host/composers';
import {siteUrl} from './host/exports';
import {postOf} from './host/state';
import type {HostStore} from './host/state';
import {takeRequestGuard} from './request_guard';
import type {RefusedPosts} from './refused_posts';
import {refusalWords} from './refusal_words';
import {isSealed} from './sealed_posts';

export interface GuardSetup {
    readonly store: HostStore;
    readonly states: ChannelStates;
    readonly words: () => Words;
    readonly refused: RefusedPosts;

    /** Text of a post that was sealed here. */
    readonly ownText: (envelope: unknown) => string | undefined;
}

export function guardRequests({store, states, words, refused, ownText}: GuardSetup): void {
    const facts: HostFacts = {
        stateOf: (channelId) => states.get(channelId).kind,
        channelOfPost: (postId) => postOf(store.getState(), postId)?.channel_id,
        isSealedPost: (postId) => {
            const post = postOf(store.getState(), postId);
            return post !== undefined && isSealed(post);
        },
        focusedChannel: () => focusedChannel(store.getState()),
        openChannels: () => openChannels(store.getState()),
    };
    const gate = egressGate({
        site: siteUrl(),
        baseUri: () => document.baseURI,
        facts,
        resolveState: (channelId) => states.resolve(channelId),
        sayRefusal: (code, path) => refusalWords(words(), code, path),
        onRefusedHere: (post, code) => refused.byGuard(post, textOf(post, ownText), code),
        onRefusedByServer: (post) => refused.byServer(post, textOf(post, ownText)),
    });
    takeRequestGuard(window, gate.decide, gate.observe);
    takePictureGuard(window, {
        tellsSomebody: (address) => tellsSomebody(address, document.baseURI, siteUrl()),
        mayLoad: (picture) => mayLoadPicture(placeOfPicture(picture, store.getState()), (channelId) => facts.stateOf(channelId)),
    });
}

function textOf(post: Readonly<Record<string, unknown>>, ownText: GuardSetup['ownText']): string {
    if (post['type'] === SEALED_POST_TYPE) {
        const {props} = post;
        return typeof props === 'object' && props !== null && ENVELOPE_PROP in props ? (ownText(props[ENVELOPE_PROP]) ?? '') : '';
    }
    return typeof post['message'] === 'string' ? post['message'] : '';
}
