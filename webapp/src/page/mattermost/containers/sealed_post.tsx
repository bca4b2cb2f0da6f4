/**
 * The body of a sealed post, wherever the host draws one.
 *
 * @packageDocumentation
 */
import {useCallback, useEffect, useMemo, useSyncExternalStore} from 'react';
import type {MouseEvent} from 'react';

import type {NoticeAction, SealedPostState} from '../../ui';
import {SealedPost} from '../../ui';
import {formatted} from '../formatted_text';
import {copyText} from '../host/browser';
import {hostExports} from '../host/exports';
import type {PostTypeProps} from '../host/registry';
import {offerSetUp} from '../offer_set_up';
import type {Opening} from '../openings';
import {SLOW_OPENING_MS} from '../openings';
import type {Page} from '../page';
import {useLasting} from './use_lasting';
import {useHost} from './use_page';

export function SealedPostContainer({page, post}: Pick<PostTypeProps, 'post'> & {readonly page: Page}) {
    const opening = useSyncExternalStore(
        page.openings.subscribe,
        useCallback(() => page.openings.view(post), [page, post]),
    );
    useEffect(() => {
        // Also when it was shown before and is to be tried again.
        page.openings.want(post);
    }, [page, post, opening]);

    // Drawn as nothing before. By a timer: an animation that waits costs the host's page more than drawing the text does.
    const isSlow = useLasting(opening.kind === 'opening', SLOW_OPENING_MS);

    const text = opening.kind === 'opened' ? opening.message.text : undefined;

    // Names, channels and emoji that arrive after the text was drawn.
    const teamId = useHost((state) => state.entities.teams.currentTeamId);
    const children = useMemo(
        () => (text === undefined ? undefined : formatted(text, post, page.store.getState())),
        // eslint-disable-next-line react-hooks/exhaustive-deps -- the state is read for the team in view
        [text, post.id, post.channel_id, page, teamId],
    );
    const act = (action: NoticeAction): void => {
        switch (action) {
            case 'reload':
                window.location.reload();
                break;
            case 'retry':
                page.openings.retry();
                break;
            case 'set_up':
                offerSetUp(page);
        }
    };
    return (
        <SealedPost
            state={stateOf(opening, {isSlow, createAtMs: post.create_at})}
            onAction={act}
            onCopyText={text === undefined ? undefined : () => copyText(text)}
            onShowPost={(postId) => hostExports().WebappUtils?.browserHistory?.push(`/_redirect/pl/${postId}`)}
        >
            <div className="post-message__text" dir="auto" onClick={followLink}>
                {children}
            </div>
        </SealedPost>
    );
}

function stateOf(opening: Opening, {isSlow, createAtMs}: {isSlow: boolean; createAtMs: number}): SealedPostState {
    switch (opening.kind) {
        case 'opening':
            return {kind: 'opening', isSlow};
        case 'unreadable':
            return {kind: 'unreadable', code: opening.code};
        case 'opened':
            return {
                kind: 'opened',
                marks: opening.message.marks,
                isEdited: opening.message.revision > 0,
                isVerified: opening.isVerified,
                createAtMs,
            };
    }
}

/**
 * The host handles clicks in its own message text only. Links within Mattermost go by its router, without a new load of the
 * page; a hashtag would search for a word of the text on the server, so it does nothing.
 */
function followLink(event: MouseEvent<HTMLElement>): void {
    const target = event.target instanceof Element ? event.target.closest('a[data-hashtag], a[data-link], a[data-channel-mention]') : null;
    if (!(target instanceof HTMLAnchorElement)) {
        return;
    }
    const history = hostExports().WebappUtils?.browserHistory;
    const path = target.dataset['link'] ?? new URL(target.href).pathname;
    if (target.dataset['hashtag'] !== undefined) {
        event.preventDefault();
    } else if (history !== undefined && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        history.push(path);
    }
}
