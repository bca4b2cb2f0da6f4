import {useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState} from 'react';
import {useStore} from 'react-redux';

import {draftKey, isEmpty, readDraft, removeDraft, updateDraft} from '../../actions/drafts';
import {useHostDispatch} from '../../hooks';
import type {HostState, PostDraft} from '../../types';

const SAVE_DELAY_MS = 500;

export interface EditedPost {
    postId: string;
    storageKey: string;
}

interface Options {
    channelId: string;
    rootId: string;
    edited?: EditedPost;
}

export type ChangeDraft = (draft: PostDraft, options?: {instant?: boolean}) => void;

/**
 * The text of one editor and when it is kept: locally half a second after the last change, on the server only when the
 * editor goes to another channel or thread, is closed, or the page unloads. An emptied draft is deleted on the server
 * by the local save too. An edit in progress is uploaded as the channel's draft, which the real client was seen to do.
 */
export function useEditorDraft({channelId, rootId, edited}: Options): {draft: PostDraft; change: ChangeDraft} {
    const dispatch = useHostDispatch();
    const store = useStore<HostState>();
    const storageKey = edited?.storageKey;
    const opened = useMemo(
        () => readDraft(store.getState(), storageKey ?? draftKey(channelId, rootId), channelId, rootId),
        [store, storageKey, channelId, rootId],
    );
    const [draft, setDraft] = useState(opened);
    const latest = useRef(opened);
    const timer = useRef<ReturnType<typeof setTimeout>>();

    const save = useCallback(
        (saved: PostDraft, upload: boolean) => {
            clearTimeout(timer.current);
            const key = storageKey ?? draftKey(saved.channelId, saved.rootId);
            if (isEmpty(saved)) {
                void dispatch(removeDraft(key, saved.channelId, saved.rootId));
            } else {
                void dispatch(updateDraft(key, upload ? {...saved, show: true} : saved, {upload}));
            }
        },
        [dispatch, storageKey],
    );

    const change: ChangeDraft = useCallback(
        (next, {instant = false} = {}) => {
            latest.current = next;
            setDraft(next);
            clearTimeout(timer.current);
            if (instant) {
                save(next, false);
            } else {
                timer.current = setTimeout(() => save(next, false), SAVE_DELAY_MS);
            }
        },
        [save],
    );

    const keepOnLeave = useCallback(() => {
        latest.current = opened;
        setDraft(opened);
        return () => {
            if (latest.current !== opened) {
                save(latest.current, true);
            }
        };
    }, [opened, save]);

    // A closed edit box is uploaded before the switch of the channel is announced, a composer's text after it.
    const isEditBox = storageKey !== undefined;
    useLayoutEffect(() => (isEditBox ? keepOnLeave() : undefined), [isEditBox, keepOnLeave]);
    useEffect(() => (isEditBox ? undefined : keepOnLeave()), [isEditBox, keepOnLeave]);

    useEffect(() => {
        const unload = () => save(latest.current, true);
        window.addEventListener('beforeunload', unload);
        return () => window.removeEventListener('beforeunload', unload);
    }, [save]);

    return {draft, change};
}
